/**
 * Reads, scores and reports radiographs in files, without a running node.
 *
 * <p>Input: DICOM, PNG and JPEG files and folders of them. Output: radiographs, result files and
 * rows of a table.
 *
 * <p>May import: study, dicom, pixels, score, report, report.capture, report.registry, Java2D,
 * Commons CSV. Threads: one at a time.
 */
package org.brixianode.files;
