/**
 * Structured Reports: one class per template of PS3.16.
 *
 * <p>Input: a result. Output: the data set of a report.
 *
 * <p>May import: study, dicom, report, report.module, the DICOM library, Java2D. Threads: stateless
 * and immutable.
 */
package org.brixianode.report.sr;
