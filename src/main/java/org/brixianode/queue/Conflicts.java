package org.brixianode.queue;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.brixianode.study.AeTitle;
import org.brixianode.study.ReceivedInstance;

/** SQL of the table {@code conflict}. */
final class Conflicts {

    private static final String SELECT =
            "SELECT sop_instance_uid, content_digest, calling_ae, file, first_received_at,"
                    + " last_received_at, times FROM conflict ";

    /** Inserts a conflict, or counts it if the content is already recorded. */
    static void record(Sql sql, ReceivedInstance instance) throws SQLException {
        int known =
                sql.update(
                        "UPDATE conflict SET times = times + 1, last_received_at = ?,"
                                + " calling_ae = ?"
                                + " WHERE sop_instance_uid = ? AND content_digest = ?",
                        instance.receivedAt(),
                        instance.callingAe().value(),
                        instance.ref().sopInstanceUid(),
                        instance.contentDigest());
        if (known == 0) {
            insert(sql, instance);
        }
    }

    private static void insert(Sql sql, ReceivedInstance instance) throws SQLException {
        sql.update(
                "INSERT INTO conflict (sop_instance_uid, content_digest, calling_ae, file,"
                        + " first_received_at, last_received_at, times)"
                        + " VALUES (?, ?, ?, ?, ?, ?, 1)",
                instance.ref().sopInstanceUid(),
                instance.contentDigest(),
                instance.callingAe().value(),
                instance.file(),
                instance.receivedAt(),
                instance.receivedAt());
    }

    /** Lists the conflicts, the latest first. */
    static List<Conflict> list(Sql sql, int limit) throws SQLException {
        return sql.list(
                Conflicts::read,
                SELECT + "ORDER BY last_received_at DESC, id DESC FETCH FIRST ? ROWS ONLY",
                limit);
    }

    /** The conflicts of a SOP Instance UID, the first received first. */
    static List<Conflict> of(Sql sql, String sopInstanceUid) throws SQLException {
        return sql.list(
                Conflicts::read,
                SELECT + "WHERE sop_instance_uid = ? ORDER BY first_received_at, id",
                sopInstanceUid);
    }

    /** Deletes the conflicts last received before an instant and returns their files. */
    static List<Path> purge(Sql sql, Instant before) throws SQLException {
        List<Path> files =
                sql.list(
                        (row, stored) -> stored.path(row.getString(1)),
                        "SELECT file FROM conflict WHERE last_received_at < ? ORDER BY id"
                                + " FOR UPDATE",
                        before);
        sql.update("DELETE FROM conflict WHERE last_received_at < ?", before);
        return files;
    }

    private static Conflict read(ResultSet row, StoredFiles files) throws SQLException {
        return new Conflict(
                row.getString("sop_instance_uid"),
                row.getString("content_digest"),
                new AeTitle(row.getString("calling_ae")),
                files.path(row.getString("file")),
                Sql.instant(row, "first_received_at"),
                Sql.instant(row, "last_received_at"),
                row.getInt("times"));
    }

    private Conflicts() {}
}
