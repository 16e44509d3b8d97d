package org.brixianode.queue;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.study.StageException;

/** Looks up the committed content digests by SOP Instance UID, including those of purged jobs. */
public final class ContentDigests {

    private static final String OF_JOB =
            "SELECT content_digest FROM job WHERE sop_instance_uid = ?";

    private static final String OF_LAST_RESULT =
            "SELECT content_digest FROM result WHERE source_sop_instance_uid = ?"
                    + " ORDER BY run DESC FETCH FIRST 1 ROWS ONLY";

    private final QueueDatabase database;

    public ContentDigests(QueueDatabase database) {
        this.database = database;
    }

    /**
     * @return digests by SOP Instance UID; unknown UIDs are omitted
     */
    public Map<String, String> digests(Collection<String> sopInstanceUids) throws StageException {
        List<String> uids = List.copyOf(sopInstanceUids);
        return database.run(
                "look up " + uids.size() + " instances",
                sql -> {
                    Map<String, String> digests = new HashMap<>();
                    for (String uid : uids) {
                        of(sql, uid).ifPresent(known -> digests.put(uid, known));
                    }
                    return digests;
                });
    }

    /**
     * The present content of an image: that of its job or, if that is purged, of its last result.
     */
    static Optional<String> of(Sql sql, String sopInstanceUid) throws SQLException {
        Optional<String> ofJob = sql.first(row -> row.getString(1), OF_JOB, sopInstanceUid);
        return ofJob.isPresent()
                ? ofJob
                : sql.first(row -> row.getString(1), OF_LAST_RESULT, sopInstanceUid);
    }
}
