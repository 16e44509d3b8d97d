package org.brixianode.send;

import java.util.ArrayDeque;
import java.util.Deque;
import org.brixianode.study.FailureReason;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Outcomes of one destination's deliveries that are not yet recorded in the outbox, in order. A
 * report that fails is repeated, since otherwise its delivery would stay claimed. A report that can
 * never succeed is dropped, since it would block those behind it. Used by one thread.
 */
final class Reports {

    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    /** One call of the outbox. */
    @FunctionalInterface
    interface Report {
        void send() throws StageException;
    }

    private record Named(String subject, Report report) {}

    private final String destination;
    private final Deque<Named> waiting = new ArrayDeque<>();

    /**
     * @param destination the destination as named in messages
     */
    Reports(String destination) {
        this.destination = destination;
    }

    void add(Delivery delivery, Report report) {
        add("the outcome of " + delivery.describe(), report);
    }

    /**
     * @param subject what is reported, for the log
     */
    void add(String subject, Report report) {
        waiting.add(new Named(subject, report));
    }

    /**
     * @throws StageException if the outbox fails temporarily; the remaining reports wait for the
     *     next call
     */
    void flush() throws StageException {
        while (!waiting.isEmpty()) {
            Named next = waiting.peek();
            try {
                next.report().send();
            } catch (StageException e) {
                if (e.reason() != FailureReason.PARK) {
                    throw e;
                }
                drop(next, e);
            } catch (RuntimeException e) {
                // For example, an operator has deleted the delivery.
                drop(next, e);
            }
            waiting.remove();
        }
    }

    private void drop(Named report, Exception cause) {
        LOG.error(
                "destination {}: {} is not recorded: {}",
                destination,
                report.subject(),
                cause.getMessage(),
                cause);
    }
}
