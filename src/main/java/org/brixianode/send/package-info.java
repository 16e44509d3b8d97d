/**
 * Stage 6: an outbox for each destination, whose objects a courier of the destination's kind takes
 * there.
 *
 * <p>Input: deliveries from its Outbox. Output: a recorded outcome for each attempt.
 *
 * <p>May import: study, dicom. Threads: one per destination, which calls its Outbox and its
 * Courier; one that replaces those that have ended.
 */
package org.brixianode.send;
