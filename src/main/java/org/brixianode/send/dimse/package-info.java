/**
 * The courier to DICOM nodes: C-STORE and C-ECHO as SCU.
 *
 * <p>Input: objects in files, and who is to get them. Output: an outcome for each.
 *
 * <p>May import: study, dicom, send, the DICOM library. Threads: a courier is used by one, and has
 * one that reads for each open association.
 */
package org.brixianode.send.dimse;
