package org.brixianode.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.brixianode.study.EarlierResults.Earlier;
import org.brixianode.study.EarlierResults.LookedUp;
import org.brixianode.study.EarlierResults.Veto;
import org.brixianode.study.Job;
import org.brixianode.study.Patient;
import org.brixianode.study.PersonFacts;
import org.brixianode.study.StageException;
import org.brixianode.study.StoredResult;

/** The stored results, including those of purged jobs. */
public final class ResultHistory {

    /**
     * Maximum number of results examined per patient identifier: a placeholder identifier may have
     * thousands.
     */
    private static final int MAX_CANDIDATES = 500;

    private static final String OF_RUN =
            "WHERE source_sop_instance_uid = ? AND run = ? AND replaced_at IS NULL";

    private final QueueDatabase database;

    private final Supplier<PriorBounds> bounds;

    /**
     * @param bounds asked for each time that earlier results are looked for
     */
    public ResultHistory(QueueDatabase database, Supplier<PriorBounds> bounds) {
        this.database = database;
        this.bounds = bounds;
    }

    /** With the default bounds. */
    public ResultHistory(QueueDatabase database) {
        this(database, () -> PriorBounds.DEFAULT);
    }

    /**
     * Finds the results of the patient's earlier images, each from its latest run, and the results
     * that are excluded because name, birth date or sex contradict.
     *
     * @param before acquisition time of the present image, local time
     * @param excludingSopInstanceUid the present image, of an unknown study
     */
    public LookedUp prior(Patient patient, LocalDateTime before, String excludingSopInstanceUid)
            throws StageException {
        return database.run(
                "look for a prior",
                sql ->
                        look(
                                sql,
                                patient,
                                before,
                                excludingSopInstanceUid,
                                Optional.empty(),
                                false));
    }

    /**
     * As {@link #prior}, but stored with the first attempt of each run of a job: later attempts get
     * the same answer, whatever has been scored since, unless the image of a prior was corrected.
     * Nothing is stored if the job is in a later run.
     */
    public LookedUp priorOf(Job job, Patient patient, LocalDateTime before) throws StageException {
        return database.run(
                "decide the prior of job " + job.id(),
                sql -> {
                    Optional<LookedUp> decided = decided(sql, job);
                    if (decided.isPresent()) {
                        return decided.get();
                    }
                    LookedUp found =
                            look(
                                    sql,
                                    patient,
                                    before,
                                    job.instance().ref().sopInstanceUid(),
                                    Optional.of(job.instance().ref().studyUid()),
                                    PriorSearches.isIncomplete(sql, job.id()));
                    decide(sql, job, found);
                    return found;
                });
    }

    private static void decide(Sql sql, Job job, LookedUp found) throws SQLException {
        int updatedRows =
                sql.update(
                        "UPDATE job SET prior_decided = 1, prior_vetoed = ?, prior_veto = ?,"
                                + " priors_missing = ?"
                                + " WHERE id = ? AND run = ? AND prior_decided = 0",
                        found.veto().map(Veto::results),
                        found.veto().map(ResultHistory::names),
                        found.incomplete() ? 1 : 0,
                        job.id(),
                        job.run());
        if (updatedRows == 0) {
            return;
        }
        sql.update("DELETE FROM compared_result WHERE job_id = ?", job.id());
        int position = 0;
        for (Earlier earlier : found.found()) {
            sql.update(
                    "INSERT INTO compared_result (job_id, position, source_sop_instance_uid, run)"
                            + " VALUES (?, ?, ?, ?)",
                    job.id(),
                    position++,
                    earlier.result().sourceSopInstanceUid(),
                    earlier.result().run());
        }
    }

    private LookedUp look(
            Sql sql,
            Patient patient,
            LocalDateTime before,
            String excludingSopInstanceUid,
            Optional<String> studyUid,
            boolean incomplete)
            throws SQLException {
        PriorBounds within = bounds.get();
        List<StoredResult> candidates =
                ResultRows.withoutObjects(
                        sql,
                        "WHERE patient_key = ? AND taken_at < ? AND taken_at >= ?"
                                + " AND source_sop_instance_uid <> ? AND replaced_at IS NULL"
                                + " ORDER BY taken_at DESC, scored_at DESC, id DESC"
                                + " FETCH FIRST ? ROWS ONLY",
                        patient.key(),
                        before,
                        before.minus(within.age()),
                        excludingSopInstanceUid,
                        MAX_CANDIDATES);
        Set<String> seen = new HashSet<>();
        int vetoed = 0;
        Set<PersonFacts.Fact> facts = EnumSet.noneOf(PersonFacts.Fact.class);
        List<Earlier> found = new ArrayList<>();
        for (StoredResult candidate : candidates) {
            if (found.size() == within.number() || !seen.add(candidate.sourceSopInstanceUid())) {
                continue;
            }
            Set<PersonFacts.Fact> contradictions =
                    candidate.patient().orElseThrow().facts().contradictions(patient.facts());
            if (contradictions.isEmpty()) {
                found.add(earlier(ResultRows.withObjects(sql, candidate), studyUid));
            } else {
                vetoed++;
                facts.addAll(contradictions);
            }
        }
        return new LookedUp(
                found,
                vetoed == 0 ? Optional.empty() : Optional.of(new Veto(vetoed, facts)),
                incomplete);
    }

    /** The images with which a report of a result would compare if it were written now. */
    Set<String> sources(Sql sql, StoredResult result) throws SQLException {
        if (result.patient().isEmpty() || result.takenAt().isEmpty()) {
            return Set.of();
        }
        return look(
                        sql,
                        result.patient().get(),
                        result.takenAt().get(),
                        result.sourceSopInstanceUid(),
                        result.studyUid(),
                        false)
                .found()
                .stream()
                .map(one -> one.result().sourceSopInstanceUid())
                .collect(Collectors.toSet());
    }

    private static Earlier earlier(StoredResult result, Optional<String> studyUid) {
        return new Earlier(result, studyUid.isPresent() && result.studyUid().equals(studyUid));
    }

    private record Decision(int vetoed, Optional<String> veto, boolean incomplete) {}

    private static Optional<LookedUp> decided(Sql sql, Job job) throws SQLException {
        Optional<Decision> decision =
                sql.first(
                        ResultHistory::decision,
                        "SELECT prior_vetoed, prior_veto, priors_missing FROM job"
                                + " WHERE id = ? AND run = ? AND prior_decided = 1",
                        job.id(),
                        job.run());
        if (decision.isEmpty()) {
            return Optional.empty();
        }
        List<Earlier> found = new ArrayList<>();
        for (Ref ref : compared(sql, job.id())) {
            Optional<StoredResult> result =
                    ResultRows.first(sql, OF_RUN, ref.sourceUid(), ref.run());
            if (result.isEmpty()) {
                // Its image was corrected since; nothing that names it was sent for this job yet.
                sql.update(
                        "UPDATE job SET prior_decided = 0 WHERE id = ? AND run = ?",
                        job.id(),
                        job.run());
                return Optional.empty();
            }
            found.add(earlier(result.get(), Optional.of(job.instance().ref().studyUid())));
        }
        Decision is = decision.get();
        return Optional.of(
                new LookedUp(
                        found,
                        is.veto().map(names -> new Veto(is.vetoed(), facts(names))),
                        is.incomplete()));
    }

    /** The result of a run of an image. */
    record Ref(String sourceUid, int run) {}

    /** With which results a job's are compared, the first shown first. */
    static List<Ref> compared(Sql sql, long jobId) throws SQLException {
        return sql.list(
                row -> new Ref(row.getString(1), row.getInt(2)),
                "SELECT source_sop_instance_uid, run FROM compared_result WHERE job_id = ?"
                        + " ORDER BY position",
                jobId);
    }

    private static Decision decision(ResultSet row) throws SQLException {
        return new Decision(
                row.getInt("prior_vetoed"),
                Sql.optionalText(row, "prior_veto"),
                row.getInt("priors_missing") == 1);
    }

    private static String names(Veto veto) {
        return veto.facts().stream().map(Enum::name).collect(Collectors.joining(","));
    }

    private static Set<PersonFacts.Fact> facts(String names) {
        return Arrays.stream(names.split(","))
                .map(PersonFacts.Fact::valueOf)
                .collect(Collectors.toSet());
    }

    /**
     * The result of the latest earlier run of the same image, whose report is superseded by that of
     * the present run.
     *
     * @param run number of the present run
     */
    public Optional<StoredResult> predecessor(String sourceSopInstanceUid, int run)
            throws StageException {
        return database.run(
                "look for a report of " + sourceSopInstanceUid,
                sql ->
                        ResultRows.first(
                                sql,
                                "WHERE source_sop_instance_uid = ? AND run < ? ORDER BY run DESC",
                                sourceSopInstanceUid,
                                run));
    }

    /** The latest result of an image, of any model. */
    public Optional<StoredResult> latestOf(String sourceSopInstanceUid) throws StageException {
        return database.run(
                "look for the score of " + sourceSopInstanceUid,
                sql ->
                        ResultRows.first(
                                sql,
                                "WHERE source_sop_instance_uid = ? ORDER BY run DESC",
                                sourceSopInstanceUid));
    }
}
