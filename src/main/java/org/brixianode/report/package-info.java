/**
 * Stage 5: composes the result objects of a score.
 *
 * <p>Input: the source object, its radiograph and its score sheet, and the requested results.
 * Output: the requested result objects as durable files. Each kind has a writer in a package of its
 * own; only the registry lists the kinds.
 *
 * <p>May import: study, dicom, report.module, the DICOM library. Threads: stateless and
 * thread-safe.
 */
package org.brixianode.report;
