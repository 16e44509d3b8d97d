/**
 * The Grayscale Softcopy Presentation State: outlines, zones and scores over the reader's own
 * image.
 *
 * <p>Input: a result and its radiograph. Output: the data set of a presentation state.
 *
 * <p>May import: study, dicom, report, report.module, the DICOM library, Java2D. Threads: stateless
 * and immutable, except {@link Layer}.
 */
package org.brixianode.report.gsps;
