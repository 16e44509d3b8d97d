package org.brixianode.queue;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.brixianode.study.StageException;

/** An open database: what it is and the connections to it. */
record LiveDatabase(Engine engine, HikariDataSource pool, StoredFiles files) {

    /** How often a transaction is run that loses against others. */
    private static final int MAX_RUNS = 10;

    /** Brings a database up. */
    @FunctionalInterface
    interface Opening {
        LiveDatabase open() throws StageException;
    }

    /** Runs a transaction and, if it says that this is needed, makes what is committed durable. */
    <T> T transact(Sql.Work<T> work) throws SQLException {
        for (int run = 1; ; run++) {
            Connection connection = pool.getConnection();
            try {
                return runOnce(connection, work);
            } catch (SQLException e) {
                if (!SqlFailures.lostARace(e) || run == MAX_RUNS) {
                    throw e;
                }
            } finally {
                giveBack(connection);
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

    /** Unless the database is down: then even this would touch it, and the pool's end is near. */
    private void giveBack(Connection connection) throws SQLException {
        if (!engine.isDown()) {
            connection.close();
        }
    }

    void stop() throws SQLException {
        pool.close();
        engine.stop();
    }
}
