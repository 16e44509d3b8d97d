/**
 * Sends results to a FHIR R4 server: a DiagnosticReport with an Observation for each zone, as one
 * transaction.
 *
 * <p>Input: delivered Structured Reports and their destinations. Output: an outcome for each.
 *
 * <p>May import: study, dicom, send, send.sr, send.http, Jackson. Threads: a courier is used by one
 * thread.
 */
package org.brixianode.send.fhir;
