/**
 * What the stages share of the DICOM library: application entities, files and UIDs.
 *
 * <p>Input: UIDs, data sets, files. Output: constants for UIDs and statuses, Part 10 files, derived
 * UIDs, application entities with finite timeouts.
 *
 * <p>May import: study, the DICOM library. Threads: everything here is stateless or immutable; a
 * {@link org.brixianode.dicom.LocalAe} is used and closed by whoever opened it.
 */
package org.brixianode.dicom;
