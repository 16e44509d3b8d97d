/**
 * Stage 5: from a score sheet to the result objects.
 *
 * <p>Input: the source object, its radiograph and its score sheet, and which results are wanted.
 * Output: the wanted result objects as durable files. Each kind has a writer in a package of its
 * own; which kinds there are, the registry alone knows.
 *
 * <p>May import: study, dicom, report.module, the DICOM library. Threads: stateless and
 * thread-safe.
 */
package org.brixianode.report;
