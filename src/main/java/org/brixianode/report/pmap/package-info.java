/**
 * The Parametric Map of the heatmap's values.
 *
 * <p>Input: a result and its radiograph. Output: the data set of a Parametric Map.
 *
 * <p>May import: study, dicom, report, report.module, the DICOM library. Threads: stateless and
 * immutable.
 */
package org.brixianode.report.pmap;
