package org.brixianode.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.Patient;
import org.brixianode.study.StageException;
import org.brixianode.study.StoredResult;

/**
 * Reports that lack an earlier image of their patient, since it was scored after them, are renewed:
 * their images are scored in a further run, after all other images.
 *
 * <p>A score marks the scored images that may lack it. A marked image is looked at again when no
 * score has marked it for some time, no earlier image of the patient is open, and its results are
 * delivered, so that many images that come in any order renew it once. Images that the node fetched
 * are never renewed, and a fetched one renews only the images that asked for it.
 */
public final class Renewals {

    /** Reason of a job whose report is renewed. */
    static final String REASON =
            "the report is renewed: an earlier image of the patient was scored after it";

    /** Only the next later images can have a result among the latest that they show. */
    private static final int MAX_MARKED = 100;

    /** As many are looked at in one transaction. */
    private static final int MAX_LOOKED_AT = 100;

    /** While as many runs wait for their turn, none is begun. */
    static final int MAX_BEGUN = 100;

    /** Until a report that cannot be renewed is looked at again; doubled each time. */
    static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    /** Longest pause: as often doubled. */
    private static final int MAX_LOOKS = 7;

    private static final String ASKED_FOR =
            "(earlier.fetched = 0 OR EXISTS (SELECT 1 FROM prior_series expected"
                    + " WHERE expected.job_id = later.id"
                    + " AND expected.series_uid = earlier.series_uid))";

    private static final String NOT_COMPARED =
            "NOT EXISTS (SELECT 1 FROM compared_result c WHERE c.job_id = later.id"
                    + " AND c.source_sop_instance_uid = earlier.sop_instance_uid)";

    /** Earlier images of a patient with which the report of a job does not compare. */
    static final String LACKED =
            "SELECT earlier.id FROM job earlier JOIN job later"
                    + " ON later.id = ? AND later.fetched = 0 WHERE earlier.patient_key = ?"
                    + " AND earlier.state NOT IN ('NOT_SCORED', 'FAILED')"
                    + " AND earlier.taken_at < ? AND earlier.taken_at >= ?"
                    + " AND earlier.id <> later.id AND "
                    + ASKED_FOR
                    + " AND "
                    + NOT_COMPARED
                    + " FETCH FIRST 1 ROWS ONLY";

    /** Later images of a patient whose reports do not compare with a job's. */
    static final String LATER =
            "SELECT later.id FROM job later JOIN job earlier ON earlier.id = ?"
                    + " WHERE later.patient_key = ? AND later.state = 'SCORED'"
                    + " AND later.taken_at > ? AND later.taken_at <= ? AND later.fetched = 0 AND "
                    + ASKED_FOR
                    + " AND "
                    + NOT_COMPARED
                    + " ORDER BY later.patient_key, later.state, later.taken_at"
                    + " FETCH FIRST ? ROWS ONLY";

    /** The lower bound lets H2, whose indexes begin with NULL, find them by the index. */
    static final String MARKED =
            "SELECT id FROM job WHERE earlier_came_at >="
                    + " TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00:00'"
                    + " AND earlier_came_at <= ? ORDER BY earlier_came_at, id"
                    + " FETCH FIRST ? ROWS ONLY";

    /** The first image of a patient in a state that is open, before another one. */
    static final String FIRST_OPEN =
            "SELECT id FROM job WHERE patient_key = ? AND state = ? AND taken_at < ?"
                    + " AND renewal = 0"
                    + Claims.FIRST_TAKEN;

    /** Runs that wait for their turn. */
    static final String BEGUN =
            "SELECT id FROM job WHERE state = 'WAITING' AND interruptions = 0 AND renewal = 1"
                    + " FETCH FIRST ? ROWS ONLY";

    /**
     * All that an image asked for has come and ended since, so that its report lacks nothing. Not
     * where the PACS has said that images fail: which ones is not known.
     */
    private static final String ALL_CAME =
            "UPDATE prior_search SET state = 'COMPLETE' WHERE job_id = ? AND (state = 'LATE'"
                    + " OR (state = 'FAILED' AND reason IS NULL)) AND EXISTS (SELECT 1 FROM prior_series expected"
                    + " WHERE expected.job_id = prior_search.job_id)"
                    + " AND NOT EXISTS (SELECT 1 FROM prior_series expected"
                    + " WHERE expected.job_id = prior_search.job_id"
                    + " AND NOT EXISTS (SELECT 1 FROM job came"
                    + " WHERE came.series_uid = expected.series_uid"
                    + " AND came.state IN ('SCORED', 'NOT_SCORED')))";

    private final QueueDatabase database;
    private final Supplier<PriorRules> rules;
    private final ResultHistory history;

    /**
     * @param rules in force
     */
    public Renewals(QueueDatabase database, Supplier<PriorRules> rules) {
        this.database = database;
        this.rules = rules;
        this.history = new ResultHistory(database, () -> rules.get().bounds());
    }

    /** Marks what a score may change, in the transaction that stores it. */
    static void scored(Sql sql, Job job, StoredResult result, PriorRules rules, Instant now)
            throws SQLException {
        sql.update(
                "UPDATE job SET patient_key = ?, taken_at = ? WHERE id = ?",
                result.patient().map(Patient::key),
                result.takenAt(),
                job.id());
        if (rules.renewAfter().isPresent()
                && result.patient().isPresent()
                && result.takenAt().isPresent()) {
            String patient = result.patient().get().key();
            LocalDateTime takenAt = result.takenAt().get();
            Duration age = rules.bounds().age();
            if (lacksEarlier(sql, job, patient, takenAt, takenAt.minus(age))) {
                mark(sql, job.id(), now);
            }
            // In one order, so that concurrent transactions do not wait for each other.
            for (long id : later(sql, job, patient, takenAt, takenAt.plus(age))) {
                mark(sql, id, now);
            }
        }
    }

    /** An earlier image that its report lacks may be about to be scored, or was meanwhile. */
    private static boolean lacksEarlier(
            Sql sql, Job job, String patient, LocalDateTime takenAt, LocalDateTime oldest)
            throws SQLException {
        return sql.first(row -> row.getLong(1), LACKED, job.id(), patient, takenAt, oldest)
                .isPresent();
    }

    /** The images that may lack it, but none that run: each looks itself when it ends. */
    private static List<Long> later(
            Sql sql, Job job, String patient, LocalDateTime takenAt, LocalDateTime last)
            throws SQLException {
        return sql
                .list(row -> row.getLong(1), LATER, job.id(), patient, takenAt, last, MAX_MARKED)
                .stream()
                .sorted()
                .toList();
    }

    private static void mark(Sql sql, long id, Instant now) throws SQLException {
        sql.update(
                "UPDATE job SET earlier_came_at = ?, renewal_looks = 0"
                        + " WHERE id = ? AND state = 'SCORED'",
                now,
                id);
    }

    /**
     * Begins the runs of marked images whose reports would show an earlier image more, as far as
     * they are ready and not many runs wait already; takes the mark off images whose reports lack
     * none.
     *
     * @return the jobs whose reports are renewed
     */
    public List<Job> begin(Instant now) throws StageException {
        Optional<Duration> delay = rules.get().renewAfter();
        if (delay.isEmpty()) {
            return List.of();
        }
        return database.run("renew reports", sql -> begin(sql, now, delay.get()));
    }

    private List<Job> begin(Sql sql, Instant now, Duration delay) throws SQLException {
        List<Job> renewed = new ArrayList<>();
        if (sql.list(row -> row.getLong(1), BEGUN, MAX_BEGUN).size() == MAX_BEGUN) {
            return renewed;
        }
        Instant quietSince = now.minus(delay);
        List<Long> marked = sql.list(row -> row.getLong(1), MARKED, quietSince, MAX_LOOKED_AT);
        for (long id :
                Locks.lockAvailable(
                        sql,
                        "job",
                        "state = 'SCORED' AND earlier_came_at <= ?",
                        marked,
                        MAX_LOOKED_AT,
                        quietSince)) {
            if (!lacksOne(sql, JobRows.byId(sql, id).orElseThrow())) {
                sql.update("UPDATE job SET earlier_came_at = NULL WHERE id = ?", id);
            } else if (begin(sql, id, now)) {
                renewed.add(JobRows.byId(sql, id).orElseThrow());
            } else {
                postpone(sql, id, quietSince);
            }
        }
        return renewed;
    }

    /** Looks at a report again after a pause that grows: its destination may be down for days. */
    private static void postpone(Sql sql, long id, Instant quietSince) throws SQLException {
        int looks =
                sql.first(row -> row.getInt(1), "SELECT renewal_looks FROM job WHERE id = ?", id)
                        .orElseThrow();
        sql.update(
                "UPDATE job SET earlier_came_at = ?, renewal_looks = ? WHERE id = ?",
                quietSince.plus(FIRST_PAUSE.multipliedBy(1L << looks)),
                Math.min(looks + 1, MAX_LOOKS),
                id);
    }

    /**
     * @return false if an earlier image of the patient is open or the results are not delivered
     */
    private static boolean begin(Sql sql, long id, Instant now) throws SQLException {
        if (isAfterOpenOnes(sql, id)
                || sql.update(JobRows.NEXT_RUN + JobRows.OF_SCORED + JobAdmin.NONE_TO_SEND, now, id)
                        == 0) {
            return false;
        }
        sql.update(ALL_CAME, id);
        sql.update(
                "UPDATE job SET renewal = 1, turn_at = ?, reason = ? WHERE id = ?",
                now,
                REASON,
                id);
        return true;
    }

    private static boolean isAfterOpenOnes(Sql sql, long id) throws SQLException {
        return sql.first(
                        row ->
                                isOpen(sql, row, JobState.WAITING)
                                        || isOpen(sql, row, JobState.RUNNING),
                        "SELECT patient_key, taken_at FROM job WHERE id = ?"
                                + " AND patient_key IS NOT NULL AND taken_at IS NOT NULL",
                        id)
                .orElse(false);
    }

    private static boolean isOpen(Sql sql, ResultSet later, JobState state) throws SQLException {
        return sql.first(
                        row -> row.getLong(1),
                        FIRST_OPEN,
                        later.getString("patient_key"),
                        state,
                        later.getObject("taken_at", LocalDateTime.class))
                .isPresent();
    }

    /** Whether its report would show an image that it does not show. */
    private boolean lacksOne(Sql sql, Job job) throws SQLException {
        Optional<StoredResult> own =
                ResultRows.first(
                        sql,
                        "WHERE source_sop_instance_uid = ? AND run = ? AND replaced_at IS NULL",
                        job.instance().ref().sopInstanceUid(),
                        job.run());
        if (own.isEmpty()) {
            return false;
        }
        Set<String> shown =
                new HashSet<>(
                        sql.list(
                                row -> row.getString(1),
                                "SELECT source_sop_instance_uid FROM compared_result"
                                        + " WHERE job_id = ?",
                                job.id()));
        return !shown.containsAll(history.sources(sql, own.get()));
    }
}
