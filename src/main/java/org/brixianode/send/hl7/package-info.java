/**
 * Sends results as HL7 version 2.5.1 messages: the unsolicited observation report ORU^R01 over
 * MLLP.
 *
 * <p>Input: delivered Structured Reports and their destinations. Output: an outcome for each.
 *
 * <p>May import: study, dicom, send, send.sr, HAPI. Threads: a courier is used by one thread.
 */
package org.brixianode.send.hl7;
