package org.brixianode.queue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A PostgreSQL server; commits are durable, since every session sets synchronous_commit. */
record Postgres(String url) implements Engine {

    @Override
    public Connection connect(QueueConfig config) throws SQLException {
        return DriverManager.getConnection(url, config.user(), config.password());
    }

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
    public void ready() {}

    @Override
    public void makeDurable(Connection connection) {}

    @Override
    public void afterFailure() {}

    @Override
    public boolean isDown() {
        return false;
    }

    @Override
    public boolean needsRestart() {
        return false;
    }

    @Override
    public void stop() {}
}
