/**
 * A complete example on loopback: a node, and a small AE that receives its results.
 *
 * <p>Input: DICOM files to send. Output: what became of each, and the result objects that arrived.
 *
 * <p>May import: study, config, dicom, node, queue, receive, send, send.dimse, report,
 * report.capture, report.registry, Java2D. Threads: one at a time.
 */
package org.brixianode.demo;
