/**
 * Stage 5: from a score sheet to the result objects.
 *
 * <p>Takes: the source object, its radiograph and its score sheet. Gives: a Structured Report and a
 * heatmap as durable files.
 *
 * <p>May import: study, dicom, the DICOM library; {@code report.capture} also Java2D and FontBox.
 * Threads: stateless and thread-safe.
 */
package org.brixianode.report;
