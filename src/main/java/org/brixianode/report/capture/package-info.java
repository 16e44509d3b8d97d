/**
 * The heatmap: a picture that shows the score on the radiograph, and the Secondary Capture object
 * around it.
 *
 * <p>Input: a result and its radiograph. Output: a picture, or the data set of a Secondary Capture.
 *
 * <p>May import: study, dicom, report, report.module, the DICOM library, Java2D, FontBox. Threads:
 * thread-safe; a picture belongs to who asked for it.
 */
package org.brixianode.report.capture;
