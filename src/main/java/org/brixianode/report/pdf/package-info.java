/**
 * The Encapsulated PDF: a page with the heatmap, the zones' probabilities and the notices, for
 * archives and people without a viewer of reports.
 *
 * <p>Input: a result, its radiograph and who draws the picture. Output: the data set of an
 * Encapsulated PDF.
 *
 * <p>May import: study, dicom, report, report.module, the DICOM library, Java2D, FontBox. Threads:
 * stateless and immutable, except {@link Page} and {@link Fonts}.
 */
package org.brixianode.report.pdf;
