package org.brixianode.queue;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.study.StageException;

/** Which content has been committed under which SOP Instance UID, purged jobs included. */
public final class KnownContents {

    private static final String OF_ONE =
            "SELECT content_digest FROM job WHERE sop_instance_uid = ?"
                    + " UNION SELECT content_digest FROM result"
                    + " WHERE source_sop_instance_uid = ?";

    private final QueueDatabase database;

    public KnownContents(QueueDatabase database) {
        this.database = database;
    }

    /**
     * @return digests by SOP Instance UID; a UID that is not known is left out
     */
    public Map<String, String> digests(Collection<String> sopInstanceUids) throws StageException {
        List<String> uids = List.copyOf(sopInstanceUids);
        return database.run(
                "look up " + uids.size() + " instances",
                sql -> {
                    Map<String, String> digests = new HashMap<>();
                    for (String uid : uids) {
                        Optional<String> digest =
                                sql.first(row -> row.getString(1), OF_ONE, uid, uid);
                        digest.ifPresent(known -> digests.put(uid, known));
                    }
                    return digests;
                });
    }
}
