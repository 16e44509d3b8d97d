package org.brixianode.queue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The embedded database of a running node, accessed connectThrough its server. The node manages the
 * schema, the lock and the shutdown.
 */
record RemoteH2(String url) implements ServerEngine {

    /** Connects once, so that a stale or wrong key is detected here. */
    static RemoteH2 connectThrough(H2Server.Key key, QueueConfig config) throws SQLException {
        DriverManager.getConnection(key.url(), config.user(), config.password()).close();
        return new RemoteH2(key.url());
    }

    @Override
    public String sessionSql(QueueConfig config) {
        return H2Session.sql(config);
    }

    @Override
    public boolean ownsSchema() {
        return false;
    }

    @Override
    public void makeDurable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        }
    }
}
