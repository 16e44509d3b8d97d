/**
 * The Segmentation of the lungs and the six zones.
 *
 * <p>Input: a result and its radiograph. Output: the data set of a Segmentation.
 *
 * <p>May import: study, dicom, report, report.module, the DICOM library. Threads: stateless and
 * immutable.
 */
package org.brixianode.report.seg;
