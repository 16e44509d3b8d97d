package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;

/** What an operator reads when the database fails. */
final class SqlFailuresTest {

    @Test
    void aPoolWithoutConnectionsSaysWhyTheServerGivesNone() {
        SQLException refused =
                new SQLException("Connection to 127.0.0.1:5432 refused.\nSecond line", "08001");
        SQLException pool =
                new SQLTransientConnectionException(
                        "queue - Connection is not available, request timed out", "08001", refused);
        assertThat(SqlFailures.during("count jobs", pool))
                .hasMessage(
                        "database: count jobs failed: no connection. Connection to 127.0.0.1:5432"
                                + " refused.");
        assertThat(
                        SqlFailures.during(
                                "count jobs", new SQLTransientConnectionException("all in use")))
                .hasMessage("database: count jobs failed: all in use");
    }
}
