package org.brixianode.queue;

import java.sql.Connection;
import java.sql.SQLException;

/** The differences between the database engines. */
interface Engine {

    /** Opens a connection for the pool. */
    Connection connect(QueueConfig config) throws SQLException;

    /** SQL to run on every new connection. */
    String sessionSql(QueueConfig config);

    /** Whether this process creates and migrates the schema. */
    boolean ownsSchema();

    /** Called once after the migration of the schema. */
    void ready() throws SQLException;

    /** Returns when everything that was committed before the call survives a power loss. */
    void makeDurable(Connection connection) throws SQLException;

    /** Called after a statement, commit or sync has failed, before the connection is used again. */
    void afterFailure();

    /** Whether the database has closed itself and has to be reopened. */
    boolean isDown();

    /**
     * Whether a sync to the disk has failed, after which the database must not be reopened in this
     * process.
     */
    boolean needsRestart();

    /** Called once, after the pool has been closed or could not be opened. */
    void stop() throws SQLException;
}
