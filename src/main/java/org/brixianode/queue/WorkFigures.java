package org.brixianode.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;

/**
 * Figures about the work of the last hours and weeks, for those who watch the node. Every query is
 * bounded by a time or a number of rows.
 */
public final class WorkFigures {

    /**
     * Jobs that are due and not claimed.
     *
     * @param count their number
     * @param dueSince since when the one that has been due longest is due; empty if there is none
     */
    public record Due(long count, Optional<Instant> dueSince) {}

    /**
     * A running job.
     *
     * @param claimedAt when it was claimed
     * @param holder the node that holds it
     * @param here whether that is this node
     */
    public record Running(long id, Instant claimedAt, String holder, boolean here) {}

    /**
     * What became of a radiograph.
     *
     * @param caller AE title of the sender
     */
    public record Outcome(String caller, JobState state, Instant receivedAt) {}

    /**
     * Finished radiographs that have the same properties.
     *
     * @param modality of the header, if it is stored
     * @param view View Position of the header, if it is stored
     * @param images their number
     */
    public record Group(
            JobState state,
            String transferSyntaxUid,
            Optional<String> modality,
            Optional<String> view,
            long images) {}

    /** Of headers that hold nonsense, the rarest are left out. */
    private static final int MAX_GROUPS = 1000;

    private final QueueDatabase database;

    public WorkFigures(QueueDatabase database) {
        this.database = database;
    }

    /** The jobs that are due at an instant. */
    public Due due(Instant now) throws StageException {
        return database.run(
                "look for due jobs",
                sql ->
                        sql.first(
                                        row ->
                                                new Due(
                                                        row.getLong("due"),
                                                        Sql.optionalInstant(row, "since")),
                                        "SELECT COUNT(*) AS due, MIN(GREATEST(received_at,"
                                                + " next_attempt_at)) AS since FROM job"
                                                + " WHERE state = 'WAITING' AND next_attempt_at <= ?",
                                        now)
                                .orElseThrow());
    }

    /** Jobs that have been running since before an instant, the longest running first. */
    public List<Running> runningSince(Instant before, int limit) throws StageException {
        return database.run(
                "look for running jobs",
                sql ->
                        sql.list(
                                row ->
                                        new Running(
                                                row.getLong("id"),
                                                Sql.instant(row, "claimed_at"),
                                                row.getString("claimed_by"),
                                                database.holder()
                                                        .equals(row.getString("claimed_by"))),
                                "SELECT id, claimed_at, claimed_by FROM job"
                                        + " WHERE state = 'RUNNING' AND claimed_at < ?"
                                        + " AND claimed_by IS NOT NULL"
                                        + " ORDER BY claimed_at, id FETCH FIRST ? ROWS ONLY",
                                before,
                                limit));
    }

    /** Number of objects received in a period, to a quarter of an hour where jobs are purged. */
    public long received(Instant from, Instant until) throws StageException {
        return database.run(
                "count received objects",
                sql ->
                        PurgedRows.between(sql, from, until)
                                + sql.first(
                                                row -> row.getLong(1),
                                                "SELECT COUNT(*) FROM job"
                                                        + " WHERE received_at >= ?"
                                                        + " AND received_at < ?",
                                                from,
                                                until)
                                        .orElseThrow());
    }

    /** Reception of the latest object. */
    public Optional<Instant> lastReceived() throws StageException {
        return edge("MAX");
    }

    /** Reception of the earliest object whose job is not purged. */
    public Optional<Instant> firstKept() throws StageException {
        return edge("MIN");
    }

    /** Since when received objects are known, be their jobs purged or not. */
    public Optional<Instant> firstReceived() throws StageException {
        Optional<Instant> kept = firstKept();
        Optional<Instant> purged = database.run("look for purged jobs", PurgedRows::earliest);
        return Stream.concat(kept.stream(), purged.stream()).min(Instant::compareTo);
    }

    private Optional<Instant> edge(String function) throws StageException {
        return database.run(
                "look for the last reception",
                sql ->
                        sql.first(
                                        row -> Sql.optionalInstant(row, "at"),
                                        "SELECT " + function + "(received_at) AS at FROM job")
                                .flatMap(at -> at));
    }

    /**
     * What became of the latest radiographs, in whatever state, the last received first.
     *
     * @param sopClasses SOP classes of radiographs
     * @param since only those received later
     */
    public List<Outcome> outcomes(Collection<String> sopClasses, Instant since, int limit)
            throws StageException {
        return database.run(
                "look at the last images",
                sql ->
                        sql.list(
                                row ->
                                        new Outcome(
                                                row.getString("calling_ae"),
                                                JobState.valueOf(row.getString("state")),
                                                Sql.instant(row, "received_at")),
                                "SELECT calling_ae, state, received_at FROM job"
                                        + latest(sopClasses),
                                parameters(since, sopClasses, limit)));
    }

    /**
     * The radiographs of a period that are scored or refused, by their properties.
     *
     * @param sopClasses SOP classes of radiographs
     */
    public List<Group> groups(Collection<String> sopClasses, Instant from, Instant until)
            throws StageException {
        List<Object> parameters = new ArrayList<>(List.of(from, until));
        parameters.addAll(sopClasses);
        parameters.add(MAX_GROUPS);
        return database.run(
                "count the images of a period",
                sql ->
                        sql.list(
                                WorkFigures::group,
                                "SELECT state, transfer_syntax_uid, f.modality, f.view_position,"
                                        + " COUNT(*) AS images FROM job"
                                        + " LEFT JOIN job_fact f ON f.job_id = job.id"
                                        + " AND f.content_digest = job.content_digest"
                                        + " WHERE received_at >= ? AND received_at < ?"
                                        + " AND state IN ('SCORED', 'NOT_SCORED')"
                                        + " AND sop_class_uid IN ("
                                        + placeholders(sopClasses)
                                        + ") GROUP BY state, transfer_syntax_uid, f.modality,"
                                        + " f.view_position ORDER BY images DESC"
                                        + " FETCH FIRST ? ROWS ONLY",
                                parameters.toArray()));
    }

    private static Group group(ResultSet row) throws SQLException {
        return new Group(
                JobState.valueOf(row.getString("state")),
                row.getString("transfer_syntax_uid"),
                Sql.optionalText(row, "modality"),
                Sql.optionalText(row, "view_position"),
                row.getLong("images"));
    }

    private static String placeholders(Collection<String> values) {
        return values.stream().map(value -> "?").collect(Collectors.joining(", "));
    }

    /** States are not selected here, so that the index by reception serves the order. */
    private static String latest(Collection<String> sopClasses) {
        return " WHERE received_at > ? AND sop_class_uid IN ("
                + placeholders(sopClasses)
                + ") ORDER BY received_at DESC, id DESC FETCH FIRST ? ROWS ONLY";
    }

    private static Object[] parameters(
            Instant since, Collection<String> sopClasses, Object... more) {
        List<Object> all = new ArrayList<>();
        all.add(since);
        all.addAll(sopClasses);
        all.addAll(List.of(more));
        return all.toArray();
    }

    /** The digest of the model that gave the latest result. */
    public Optional<String> latestModel() throws StageException {
        return database.run(
                "look for the last result",
                sql ->
                        sql.first(
                                row -> row.getString(1),
                                "SELECT model_digest FROM result"
                                        + " ORDER BY id DESC FETCH FIRST ROW ONLY"));
    }

    /**
     * How often a model gave each global score (the sum of the six zone scores, 0 to 18) to the
     * images received in a period.
     */
    public Map<Integer, Long> scores(String modelDigest, Instant from, Instant until)
            throws StageException {
        Map<Integer, Long> found = new TreeMap<>();
        database.run(
                "count the scores of a period",
                sql ->
                        sql.list(
                                row -> found.put(row.getInt("global_score"), row.getLong("images")),
                                "SELECT zone_a + zone_b + zone_c + zone_d + zone_e + zone_f"
                                        + " AS global_score, COUNT(*) AS images FROM job"
                                        + " JOIN result r"
                                        + " ON r.source_sop_instance_uid = job.sop_instance_uid"
                                        + " WHERE received_at >= ? AND received_at < ?"
                                        + " AND r.model_digest = ?"
                                        + " GROUP BY zone_a + zone_b + zone_c + zone_d + zone_e"
                                        + " + zone_f",
                                from,
                                until,
                                modelDigest));
        return found;
    }
}
