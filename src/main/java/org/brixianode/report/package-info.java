/**
 * Stage 5: from a score sheet to the result objects.
 *
 * <p>Takes: the source object, its radiograph and its score sheet. Gives: a Structured Report and a
 * heatmap as durable files.
 *
 * <p>May import: study, dicom, report.module, report.sr, report.capture, the DICOM library, Java2D.
 * Threads: stateless and thread-safe.
 */
package org.brixianode.report;
