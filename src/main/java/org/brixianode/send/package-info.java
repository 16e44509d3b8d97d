/**
 * Stage 6: the Storage SCU with an outbox per destination.
 *
 * <p>Takes: deliveries from its Outbox. Gives: a recorded outcome for each attempt.
 *
 * <p>May import: study, dicom, the DICOM library. Threads: one per destination, which calls its
 * Outbox, and one that reads for each open association.
 */
package org.brixianode.send;
