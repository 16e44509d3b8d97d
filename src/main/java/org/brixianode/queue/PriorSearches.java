package org.brixianode.queue;

import java.sql.SQLException;

/** The searches for earlier radiographs in a PACS, one for each image that waits for them. */
final class PriorSearches {

    /** Whether a search was made for a job and not all that it found was scored. */
    static boolean isIncomplete(Sql sql, long jobId) throws SQLException {
        return !sql.list(
                        row -> row.getLong(1),
                        "SELECT job_id FROM prior_search WHERE job_id = ? AND state <> 'COMPLETE'",
                        jobId)
                .isEmpty();
    }

    private PriorSearches() {}
}
