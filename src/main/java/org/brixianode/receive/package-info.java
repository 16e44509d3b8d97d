/**
 * Stage 1: the Storage and Verification SCP.
 *
 * <p>Takes: associations, C-ECHO and C-STORE requests. Gives: spooled instances to its Intake, one
 * DIMSE status per request.
 *
 * <p>May import: study, dicom, the DICOM library. Threads: one that accepts, one for each
 * connection; an Intake is called by several at once.
 */
package org.brixianode.receive;
