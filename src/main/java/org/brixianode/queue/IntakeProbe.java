package org.brixianode.queue;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Tries what an image does to the database on its way from reception to the outbox. A statement
 * that only reads does not notice a table that takes no rows.
 */
final class IntakeProbe {

    /** No identity that the database gives out, and no UID that an image has. */
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

    /** Writes a job and a delivery, in every state that work puts them in, and takes them back. */
    static void tryTables(Sql sql) throws SQLException {
        Instant now = Instant.EPOCH;
        sql.update(INSERT_JOB, PROBE_ID, PROBE_UID, now, now);
        sql.update("UPDATE job SET state = 'RUNNING', claims = 1 WHERE id = ?", PROBE_ID);
        sql.update(INSERT_DELIVERY, PROBE_ID, PROBE_ID, now);
        sql.update("UPDATE delivery SET state = 'SENDING' WHERE id = ?", PROBE_ID);
        sql.rollBack();
    }

    /** Writes a row that stays; the transaction then is durable or fails. */
    static void write(Sql sql, Instant now) throws SQLException {
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        if (sql.update("UPDATE intake_probe SET written_at = ? WHERE id = 1", at) != 1) {
            throw new SQLException("the table intake_probe has lost its row");
        }
    }

    private IntakeProbe() {}
}
