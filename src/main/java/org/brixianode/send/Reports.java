package org.brixianode.send;

import java.util.ArrayDeque;
import java.util.Deque;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the outbox is to be told of claimed deliveries, in order. A report that fails stays until it
 * gets through: else its delivery would be claimed for ever. Used by one thread.
 */
final class Reports {

    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    /** One call of the outbox. */
    @FunctionalInterface
    interface Report {
        void send() throws StageException;
    }

    private final Deque<Report> waiting = new ArrayDeque<>();

    void add(Report report) {
        waiting.add(report);
    }

    /**
     * @throws StageException if the outbox fails; the rest waits for the next call
     */
    void flush() throws StageException {
        while (!waiting.isEmpty()) {
            try {
                waiting.peek().send();
            } catch (RuntimeException e) {
                // Such as a delivery that an operator has taken away: repeating would not help.
                LOG.error("the outbox does not want a report", e);
            }
            waiting.remove();
        }
    }
}
