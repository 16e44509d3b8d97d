package org.brixianode.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    public ResultHistory(QueueDatabase database) {
        this.database = database;
    }

    /**
     * Finds the result of the patient's latest earlier image, from its latest run, and the later
     * results that are excluded because name, birth date or sex contradict.
     *
     * @param before acquisition time of the present image, local time
     * @param excludingSopInstanceUid the present image
     */
    public LookedUp prior(Patient patient, LocalDateTime before, String excludingSopInstanceUid)
            throws StageException {
        return database.run(
                "look for a prior", sql -> prior(sql, patient, before, excludingSopInstanceUid));
    }

    /**
     * As {@link #prior}, but stored with the first attempt of each run of a job: later attempts get
     * the same answer, whatever has been scored since, unless the prior's image was corrected.
     * Nothing is stored if the job is in a later run.
     */
    public LookedUp priorOf(Job job, Patient patient, LocalDateTime before) throws StageException {
        String uid = job.instance().ref().sopInstanceUid();
        return database.run(
                "decide the prior of job " + job.id(),
                sql -> {
                    Optional<LookedUp> decided = decided(sql, job);
                    if (decided.isPresent()) {
                        return decided.get();
                    }
                    LookedUp found = prior(sql, patient, before, uid);
                    sql.update(
                            "UPDATE job SET prior_decided = 1, prior_source_uid = ?,"
                                    + " prior_run = ?, prior_vetoed = ?, prior_veto = ?"
                                    + " WHERE id = ? AND run = ? AND prior_decided = 0",
                            found.prior().map(StoredResult::sourceSopInstanceUid),
                            found.prior().map(StoredResult::run),
                            found.veto().map(Veto::results),
                            found.veto().map(ResultHistory::names),
                            job.id(),
                            job.run());
                    return found;
                });
    }

    private static LookedUp prior(
            Sql sql, Patient patient, LocalDateTime before, String excludingSopInstanceUid)
            throws SQLException {
        List<StoredResult> candidates =
                ResultRows.withoutObjects(
                        sql,
                        "WHERE patient_key = ? AND taken_at < ? AND source_sop_instance_uid <> ?"
                                + " AND replaced_at IS NULL"
                                + " ORDER BY taken_at DESC, scored_at DESC, id DESC"
                                + " FETCH FIRST ? ROWS ONLY",
                        patient.key(),
                        before,
                        excludingSopInstanceUid,
                        MAX_CANDIDATES);
        Set<String> vetoed = new HashSet<>();
        Set<PersonFacts.Fact> facts = EnumSet.noneOf(PersonFacts.Fact.class);
        Optional<StoredResult> prior = Optional.empty();
        for (StoredResult candidate : candidates) {
            Set<PersonFacts.Fact> contradictions =
                    candidate.patient().orElseThrow().facts().contradictions(patient.facts());
            if (contradictions.isEmpty()) {
                prior = Optional.of(ResultRows.withObjects(sql, candidate));
                break;
            }
            vetoed.add(candidate.sourceSopInstanceUid());
            facts.addAll(contradictions);
        }
        return new LookedUp(
                prior,
                vetoed.isEmpty() ? Optional.empty() : Optional.of(new Veto(vetoed.size(), facts)));
    }

    private record Decision(
            Optional<String> sourceUid, int run, int vetoed, Optional<String> veto) {}

    private static Optional<LookedUp> decided(Sql sql, Job job) throws SQLException {
        Optional<Decision> decision =
                sql.first(
                        ResultHistory::decision,
                        "SELECT prior_source_uid, prior_run, prior_vetoed, prior_veto FROM job"
                                + " WHERE id = ? AND run = ? AND prior_decided = 1",
                        job.id(),
                        job.run());
        if (decision.isEmpty()) {
            return Optional.empty();
        }
        Decision is = decision.get();
        Optional<StoredResult> prior =
                is.sourceUid().isEmpty()
                        ? Optional.empty()
                        : ResultRows.first(sql, OF_RUN, is.sourceUid().get(), is.run());
        if (prior.isEmpty() && is.sourceUid().isPresent()) {
            // Its image was corrected since; nothing that names it was sent for this job yet.
            sql.update(
                    "UPDATE job SET prior_decided = 0 WHERE id = ? AND run = ?",
                    job.id(),
                    job.run());
            return Optional.empty();
        }
        return Optional.of(
                new LookedUp(prior, is.veto().map(names -> new Veto(is.vetoed(), facts(names)))));
    }

    private static Decision decision(ResultSet row) throws SQLException {
        return new Decision(
                Sql.optionalText(row, "prior_source_uid"),
                row.getInt("prior_run"),
                row.getInt("prior_vetoed"),
                Sql.optionalText(row, "prior_veto"));
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
