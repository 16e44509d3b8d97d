package org.brixianode.queue;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;

/**
 * SQL of the table {@code purged_job}: numbers of purged jobs by state and quarter of an hour of
 * their reception. A day begins at a full quarter of an hour in every time zone.
 */
final class PurgedRows {

    private static final long QUARTER_S = Duration.ofMinutes(15).toSeconds();

    /**
     * Quarters that are this much older than a purged job are added up. Those of the last four
     * weeks and three days tell when images usually come.
     */
    private static final long KEPT_QUARTERS = Duration.ofDays(35).toSeconds() / QUARTER_S;

    private static final long OLD = 0;

    private record Count(long quarter, JobState state, long jobs) {}

    /** Counts a job that is being purged. */
    static void count(Sql sql, Job job) throws SQLException {
        add(sql, quarter(job.instance().receivedAt()), job.state(), 1);
    }

    private static long quarter(Instant at) {
        return Math.max(OLD + 1, Math.floorDiv(at.getEpochSecond(), QUARTER_S));
    }

    private static void add(Sql sql, long quarter, JobState state, long jobs) throws SQLException {
        int known =
                sql.update(
                        "UPDATE purged_job SET jobs = jobs + ?"
                                + " WHERE received_quarter = ? AND state = ?",
                        jobs,
                        quarter,
                        state);
        if (known == 0) {
            sql.update(
                    "INSERT INTO purged_job (received_quarter, state, jobs) VALUES (?, ?, ?)",
                    quarter,
                    state,
                    jobs);
        }
    }

    /** Adds up the counts of quarters long before the reception of a purged job. */
    static void addUpBefore(Sql sql, Instant receivedAt) throws SQLException {
        List<Count> old =
                sql.list(
                        row ->
                                new Count(
                                        row.getLong(1),
                                        JobState.valueOf(row.getString(2)),
                                        row.getLong(3)),
                        "SELECT received_quarter, state, jobs FROM purged_job"
                                + " WHERE received_quarter > ? AND received_quarter < ?"
                                + " ORDER BY received_quarter, state FOR UPDATE",
                        OLD,
                        quarter(receivedAt) - KEPT_QUARTERS);
        for (Count one : old) {
            sql.update(
                    "DELETE FROM purged_job WHERE received_quarter = ? AND state = ?",
                    one.quarter(),
                    one.state());
            add(sql, OLD, one.state(), one.jobs());
        }
    }

    /** The counts of jobs received since an instant at a full quarter of an hour. */
    static JobCounts since(Sql sql, Instant from) throws SQLException {
        return counts(sql, Math.floorDiv(from.getEpochSecond(), QUARTER_S));
    }

    /** Number of purged jobs whose quarter of reception began in a period. */
    static long between(Sql sql, Instant from, Instant until) throws SQLException {
        return sql.first(
                        row -> row.getLong(1),
                        "SELECT COALESCE(SUM(jobs), 0) FROM purged_job"
                                + " WHERE received_quarter >= ? AND received_quarter < ?",
                        ceilQuarter(from),
                        ceilQuarter(until))
                .orElseThrow();
    }

    private static long ceilQuarter(Instant at) {
        return quarter(at.plusSeconds(QUARTER_S - 1));
    }

    /** The earliest quarter whose purged jobs are not added up. */
    static Optional<Instant> earliest(Sql sql) throws SQLException {
        return sql.first(
                row -> Instant.ofEpochSecond(row.getLong(1) * QUARTER_S),
                "SELECT received_quarter FROM purged_job WHERE received_quarter > ?"
                        + " ORDER BY received_quarter FETCH FIRST ROW ONLY",
                OLD);
    }

    static JobCounts all(Sql sql) throws SQLException {
        return counts(sql, OLD);
    }

    private static JobCounts counts(Sql sql, long fromQuarter) throws SQLException {
        Map<JobState, Long> byState = new EnumMap<>(JobState.class);
        sql.list(
                row -> byState.put(JobState.valueOf(row.getString(1)), row.getLong(2)),
                "SELECT state, SUM(jobs) FROM purged_job WHERE received_quarter >= ?"
                        + " GROUP BY state",
                fromQuarter);
        return new JobCounts(byState);
    }

    private PurgedRows() {}
}
