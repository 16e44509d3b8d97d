package org.brixianode.queue;

/** Settings of every H2 connection. */
final class H2Session {

    static String sql(QueueConfig config) {
        long timeoutMs = config.statementTimeout().toMillis();
        return "SET LOCK_TIMEOUT %d; SET QUERY_TIMEOUT %d".formatted(timeoutMs, timeoutMs);
    }

    private H2Session() {}
}
