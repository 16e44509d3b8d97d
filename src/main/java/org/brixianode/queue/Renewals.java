package org.brixianode.queue;

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

    private static final int MAX_BEGUN = 50;

    private static final String ASKED_FOR =
            "(earlier.fetched = 0 OR EXISTS (SELECT 1 FROM prior_series expected"
                    + " WHERE expected.job_id = later.id"
                    + " AND expected.series_uid = earlier.series_uid))";

    private static final String NOT_COMPARED =
            "NOT EXISTS (SELECT 1 FROM compared_result c WHERE c.job_id = later.id"
                    + " AND c.source_sop_instance_uid = earlier.sop_instance_uid)";

    private static final String READY =
            "SELECT later.id FROM job later WHERE later.earlier_came_at <= ?"
                    + " AND later.state = 'SCORED' AND NOT EXISTS (SELECT 1 FROM job earlier"
                    + " WHERE earlier.patient_key = later.patient_key"
                    + " AND earlier.state IN ('WAITING', 'RUNNING') AND earlier.renewal = 0"
                    + " AND earlier.taken_at < later.taken_at)"
                    + " AND NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.job_id = later.id"
                    + " AND delivery.state IN ('WAITING', 'SENDING'))"
                    + " ORDER BY later.earlier_came_at, later.id FETCH FIRST ? ROWS ONLY";

    /** All that an image asked for has come and ended since, so that its report lacks nothing. */
    private static final String ALL_CAME =
            "UPDATE prior_search SET state = 'COMPLETE' WHERE job_id = ? AND state = 'FAILED'"
                    + " AND reason IS NULL AND EXISTS (SELECT 1 FROM prior_series expected"
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
    static void scored(Sql sql, Job job, StoredResult result, PriorRules rules)
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
            markItself(sql, job, patient, takenAt, takenAt.minus(rules.bounds().age()));
            markLater(sql, job, patient, takenAt, takenAt.plus(rules.bounds().age()));
        }
    }

    /** An earlier image that its report lacks may be about to be scored, or was meanwhile. */
    private static void markItself(
            Sql sql, Job job, String patient, LocalDateTime takenAt, LocalDateTime oldest)
            throws SQLException {
        boolean lacks =
                sql.first(
                                row -> row.getLong(1),
                                "SELECT earlier.id FROM job earlier JOIN job later"
                                        + " ON later.id = ? AND later.fetched = 0"
                                        + " WHERE earlier.patient_key = ?"
                                        + " AND earlier.state IN ('WAITING', 'RUNNING', 'SCORED')"
                                        + " AND earlier.taken_at < ? AND earlier.taken_at >= ?"
                                        + " AND earlier.id <> later.id AND "
                                        + ASKED_FOR
                                        + " AND "
                                        + NOT_COMPARED
                                        + " FETCH FIRST 1 ROWS ONLY",
                                job.id(),
                                patient,
                                takenAt,
                                oldest)
                        .isPresent();
        if (lacks) {
            mark(sql, job.id(), job.id());
        }
    }

    /** Not those that run: each looks itself when it ends. */
    private static void markLater(
            Sql sql, Job job, String patient, LocalDateTime takenAt, LocalDateTime last)
            throws SQLException {
        List<Long> later =
                sql.list(
                        row -> row.getLong(1),
                        "SELECT later.id FROM job later JOIN job earlier ON earlier.id = ?"
                                + " WHERE later.patient_key = ? AND later.state = 'SCORED'"
                                + " AND later.taken_at > ? AND later.taken_at <= ?"
                                + " AND later.fetched = 0 AND "
                                + ASKED_FOR
                                + " AND "
                                + NOT_COMPARED
                                + " ORDER BY later.taken_at FETCH FIRST ? ROWS ONLY",
                        job.id(),
                        patient,
                        takenAt,
                        last,
                        MAX_MARKED);
        // In one order, so that concurrent transactions do not wait for each other.
        for (long id : later.stream().sorted().toList()) {
            mark(sql, id, job.id());
        }
    }

    private static void mark(Sql sql, long later, long scored) throws SQLException {
        sql.update(
                "UPDATE job SET earlier_came_at ="
                        + " (SELECT claimed_at FROM job scored WHERE scored.id = ?) WHERE id = ?",
                scored,
                later);
    }

    /**
     * Begins the runs of marked images whose reports would show an earlier image more, if they are
     * ready; takes the mark off the others.
     *
     * @return the jobs whose reports are renewed
     */
    public List<Job> begin(Instant now) throws StageException {
        Optional<Duration> delay = rules.get().renewAfter();
        if (delay.isEmpty()) {
            return List.of();
        }
        Instant quietSince = now.minus(delay.get());
        return database.run(
                "renew reports",
                sql -> {
                    List<Long> ready =
                            sql.list(row -> row.getLong(1), READY, quietSince, MAX_BEGUN);
                    List<Job> renewed = new ArrayList<>();
                    for (long id :
                            Locks.lockAvailable(
                                    sql,
                                    "job",
                                    "state = 'SCORED' AND earlier_came_at IS NOT NULL",
                                    ready,
                                    MAX_BEGUN)) {
                        if (begin(sql, id, now)) {
                            renewed.add(JobRows.byId(sql, id).orElseThrow());
                        }
                    }
                    return renewed;
                });
    }

    private boolean begin(Sql sql, long id, Instant now) throws SQLException {
        if (!lacksOne(sql, JobRows.byId(sql, id).orElseThrow())) {
            sql.update("UPDATE job SET earlier_came_at = NULL WHERE id = ?", id);
            return false;
        }
        sql.update(ALL_CAME, id);
        sql.update(JobRows.NEXT_RUN + JobRows.OF_SCORED, now, id);
        sql.update("UPDATE job SET renewal = 1, reason = ? WHERE id = ?", REASON, id);
        return true;
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
