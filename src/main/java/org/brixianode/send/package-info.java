/**
 * Stage 6: sends the deliveries of the outbox, with one courier per destination.
 *
 * <p>Input: deliveries from its Outbox. Output: a recorded outcome for each attempt.
 *
 * <p>May import: study, dicom. Threads: one per destination, which calls the Outbox and its
 * Courier; one that replaces threads that have ended.
 */
package org.brixianode.send;
