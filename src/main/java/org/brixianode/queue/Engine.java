package org.brixianode.queue;

import java.sql.Connection;
import java.sql.SQLException;

/** What differs between the databases. */
interface Engine {

    /** A fresh connection for the pool. */
    Connection connect(QueueConfig config) throws SQLException;

    /** SQL for a fresh connection. */
    String sessionSql(QueueConfig config);

    /** Whether the schema is this process's to create and migrate. */
    boolean ownsSchema();

    /** Called once, with the schema in place. */
    void ready() throws SQLException;

    /** Returns when everything that was committed before the call survives a power loss. */
    void makeDurable(Connection connection) throws SQLException;

    /**
     * Called when a statement, a commit or a sync has failed, before anything else is done on the
     * connection.
     */
    void afterFailure();

    /** Whether the database has closed itself and has to be opened again. */
    boolean isDown();

    /** Whether it must not be opened again in this process, since a sync to the disk has failed. */
    boolean needsRestart();

    /** Called once, when the pool is closed or was never opened. */
    void stop() throws SQLException;
}
