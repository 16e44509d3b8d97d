package org.brixianode.queue;

import java.sql.Connection;

/** A PostgreSQL server; commits are durable, since every session sets synchronous_commit. */
record Postgres(String url) implements ServerEngine {

    @Override
    public String sessionSql(QueueConfig config) {
        long timeoutMs = config.statementTimeout().toMillis();
        return "SET synchronous_commit = on; SET statement_timeout = %d; SET lock_timeout = %d"
                .formatted(timeoutMs, timeoutMs);
    }

    @Override
    public boolean ownsSchema() {
        return true;
    }

    @Override
    public void makeDurable(Connection connection) {}
}
