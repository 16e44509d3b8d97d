package org.brixianode.queue;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.brixianode.study.StageException;

/** An open database: its engine and its pool of connections. */
record LiveDatabase(Engine engine, HikariDataSource pool, StoredFiles files) {

    /** Maximum number of runs of a transaction that conflicts with others. */
    private static final int MAX_RUNS = 10;

    /** Opens a database. */
    @FunctionalInterface
    interface Opener {
        LiveDatabase open() throws StageException;
    }

    /**
     * Runs a transaction and makes it durable if it has changed anything or depends on recent
     * changes.
     */
    <T> T transact(Sql.Work<T> work) throws SQLException {
        for (int run = 1; ; run++) {
            Connection connection = pool.getConnection();
            try {
                return runOnce(connection, work);
            } catch (SQLException e) {
                if (!SqlFailures.isConflict(e) || run == MAX_RUNS) {
                    throw e;
                }
            } finally {
                release(connection);
            }
        }
    }

    private <T> T runOnce(Connection connection, Sql.Work<T> work) throws SQLException {
        Sql sql = new Sql(connection, files);
        try {
            T answer = work.run(sql);
            connection.commit();
            if (sql.mustBeDurable()) {
                engine.makeDurable(connection);
            }
            return answer;
        } catch (SQLException | RuntimeException | Error e) {
            engine.afterFailure();
            rollBack(connection, e);
            throw e;
        }
    }

    private void rollBack(Connection connection, Throwable reason) {
        if (engine.isDown()) {
            return;
        }
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /**
     * Returns the connection to the pool, unless the database is down: closing it would access the
     * database.
     */
    private void release(Connection connection) throws SQLException {
        if (!engine.isDown()) {
            connection.close();
        }
    }

    void stop() throws SQLException {
        pool.close();
        engine.stop();
    }
}
