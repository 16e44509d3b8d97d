package org.brixianode.queue;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.brixianode.study.StageException;

/** An open database: what it is and the connections to it. */
record LiveDatabase(Engine engine, HikariDataSource pool) {

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
            try (Connection connection = pool.getConnection()) {
                Sql sql = new Sql(connection);
                T answer = commit(connection, sql, work);
                if (sql.mustBeDurable()) {
                    engine.makeDurable(connection);
                }
                return answer;
            } catch (SQLException e) {
                if (!SqlFailures.lostARace(e) || run == MAX_RUNS) {
                    throw e;
                }
            }
        }
    }

    /** Commits, or rolls everything back. */
    private static <T> T commit(Connection connection, Sql sql, Sql.Work<T> work)
            throws SQLException {
        try {
            T answer = work.run(sql);
            connection.commit();
            return answer;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    void stop() throws SQLException {
        pool.close();
        engine.stop();
    }
}
