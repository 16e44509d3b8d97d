package org.brixianode.queue;

import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;

/** Counts the jobs ever received, purged ones included. */
public final class Overviews {

    private final QueueDatabase database;

    public Overviews(QueueDatabase database) {
        this.database = database;
    }

    /**
     * @param midnight when the day began
     */
    public Overview since(Instant midnight) throws StageException {
        return database.run(
                "count jobs",
                sql ->
                        new Overview(
                                counts(sql, "SELECT state, COUNT(*) FROM job GROUP BY state")
                                        .plus(PurgedRows.all(sql)),
                                counts(
                                                sql,
                                                "SELECT state, COUNT(*) FROM job"
                                                        + " WHERE received_at >= ? GROUP BY state",
                                                midnight)
                                        .plus(PurgedRows.since(sql, midnight)),
                                oldestWaiting(sql)));
    }

    private static JobCounts counts(Sql sql, String query, Object... parameters)
            throws SQLException {
        Map<JobState, Long> byState = new EnumMap<>(JobState.class);
        sql.list(
                row -> byState.put(JobState.valueOf(row.getString(1)), row.getLong(2)),
                query,
                parameters);
        return new JobCounts(byState);
    }

    private static Optional<Instant> oldestWaiting(Sql sql) throws SQLException {
        return sql.first(
                        row -> Sql.optionalInstant(row, "oldest"),
                        "SELECT MIN(CASE WHEN renewal = 1 THEN next_attempt_at"
                                + " ELSE received_at END) AS oldest FROM job"
                                + " WHERE state IN ('WAITING', 'RUNNING')")
                .flatMap(since -> since);
    }
}
