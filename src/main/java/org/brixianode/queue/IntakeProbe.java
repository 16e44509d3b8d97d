package org.brixianode.queue;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Tests the database with the writes that an image causes from reception to the outbox. A read-only
 * statement would not detect that a table accepts no rows.
 */
final class IntakeProbe {

    /** An id that the database does not generate; likewise a UID that no image has. */
    private static final int PROBE_ID = 0;

    private static final String PROBE_UID = "0";

    private static final String INSERT_JOB =
            "INSERT INTO job (id, sop_instance_uid, sop_class_uid, study_uid, series_uid,"
                    + " transfer_syntax_uid, calling_ae, called_ae, file, size_bytes,"
                    + " content_digest, received_at, state, attempts, next_attempt_at)"
                    + " OVERRIDING SYSTEM VALUE"
                    + " VALUES (?, ?, '0', '0', '0', '0', '0', '0', '0', 0, '0', ?, 'WAITING', 0, ?)";

    private static final String INSERT_DELIVERY =
            "INSERT INTO delivery (id, job_id, destination, kind, sop_instance_uid, sop_class_uid,"
                    + " study_uid, series_uid, file, state, attempts, next_attempt_at)"
                    + " OVERRIDING SYSTEM VALUE"
                    + " VALUES (?, ?, '', 'REPORT', '0', '0', '0', '0', '0', 'WAITING', 0, ?)";

    /** Inserts a job and a delivery, updates their states, and rolls back. */
    static void testTables(Sql sql) throws SQLException {
        Instant now = Instant.EPOCH;
        sql.update(INSERT_JOB, PROBE_ID, PROBE_UID, now, now);
        sql.update("UPDATE job SET state = 'RUNNING', claims = 1 WHERE id = ?", PROBE_ID);
        sql.update(INSERT_DELIVERY, PROBE_ID, PROBE_ID, now);
        sql.update("UPDATE delivery SET state = 'SENDING' WHERE id = ?", PROBE_ID);
        sql.rollBack();
    }

    /** Updates a row, so that the transaction has to be made durable. */
    static void write(Sql sql, Instant now) throws SQLException {
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        if (sql.update("UPDATE intake_probe SET written_at = ? WHERE id = 1", at) != 1) {
            throw new SQLException("the table intake_probe has lost its row");
        }
    }

    private IntakeProbe() {}
}
