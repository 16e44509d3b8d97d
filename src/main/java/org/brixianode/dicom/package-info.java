/**
 * Wiring of the DICOM library that the stages share.
 *
 * <p>Takes: UIDs, data sets, files. Gives: named UIDs and statuses, Part 10 files, derived UIDs,
 * application entities with finite timeouts.
 *
 * <p>May import: study, the DICOM library. Threads: everything here is stateless or immutable; a
 * {@link org.brixianode.dicom.LocalAe} belongs to who opened it.
 */
package org.brixianode.dicom;
