package org.brixianode.queue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A database in another process. This process only connects to it: it neither starts nor stops it.
 */
interface ServerEngine extends Engine {

    /** Address for JDBC. */
    String url();

    @Override
    default Connection connect(QueueConfig config) throws SQLException {
        return DriverManager.getConnection(url(), config.user(), config.password());
    }

    @Override
    default void ready() {}

    @Override
    default void afterFailure() {}

    @Override
    default boolean isDown() {
        return false;
    }

    @Override
    default boolean needsRestart() {
        return false;
    }

    @Override
    default void stop() {}
}
