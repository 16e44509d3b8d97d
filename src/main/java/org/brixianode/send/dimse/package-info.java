/**
 * Sends to DICOM nodes: the Storage and Verification SCU.
 *
 * <p>Input: objects in files and their destinations. Output: an outcome for each.
 *
 * <p>May import: study, dicom, send, the DICOM library. Threads: a courier is used by one thread
 * and has a reader thread per open association.
 */
package org.brixianode.send.dimse;
