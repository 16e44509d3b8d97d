/**
 * The heatmap: an image of the scores on the radiograph, and its Secondary Capture object.
 *
 * <p>Input: a result and its radiograph. Output: an image, or the data set of a Secondary Capture.
 *
 * <p>May import: study, dicom, report, report.module, the DICOM library, Java2D, FontBox. Threads:
 * thread-safe; an image belongs to the caller.
 */
package org.brixianode.report.capture;
