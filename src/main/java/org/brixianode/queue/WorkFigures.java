package org.brixianode.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
    public record Fate(String caller, JobState state, Instant receivedAt) {}

    /**
     * A radiograph and its properties.
     *
     * @param modality of its header, if it is stored
     * @param view View Position of its header, if it is stored
     */
    public record Properties(
            Instant receivedAt,
            JobState state,
            String sopClassUid,
            String transferSyntaxUid,
            Optional<String> modality,
            Optional<String> view) {}

    /**
     * A result.
     *
     * @param global sum of the six zone scores, 0 to 18
     * @param modelDigest the model that gave it
     */
    public record Score(Instant scoredAt, int global, String modelDigest) {}

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

    /** Number of objects received in a period, as far as their jobs are not purged. */
    public long received(Instant from, Instant until) throws StageException {
        return database.run(
                "count received objects",
                sql ->
                        sql.first(
                                        row -> row.getLong(1),
                                        "SELECT COUNT(*) FROM job"
                                                + " WHERE received_at >= ? AND received_at < ?",
                                        from,
                                        until)
                                .orElseThrow());
    }

    /** Reception of the latest object. */
    public Optional<Instant> lastReceived() throws StageException {
        return edge("MAX");
    }

    /** Reception of the earliest object whose job is not purged. */
    public Optional<Instant> firstReceived() throws StageException {
        return edge("MIN");
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
    public List<Fate> fates(Collection<String> sopClasses, Instant since, int limit)
            throws StageException {
        return database.run(
                "look at the last images",
                sql ->
                        sql.list(
                                row ->
                                        new Fate(
                                                row.getString("calling_ae"),
                                                JobState.valueOf(row.getString("state")),
                                                Sql.instant(row, "received_at")),
                                "SELECT calling_ae, state, received_at FROM job"
                                        + latest(sopClasses),
                                parameters(since, sopClasses, limit)));
    }

    /**
     * The properties of the latest radiographs, in whatever state, the last received first.
     *
     * @param sopClasses SOP classes of radiographs
     * @param since only those received later
     */
    public List<Properties> properties(Collection<String> sopClasses, Instant since, int limit)
            throws StageException {
        return database.run(
                "read the properties of the last images",
                sql ->
                        sql.list(
                                WorkFigures::properties,
                                "SELECT received_at, state, sop_class_uid, transfer_syntax_uid,"
                                        + " f.modality, f.view_position FROM job"
                                        + " LEFT JOIN job_fact f ON f.job_id = job.id"
                                        + " AND f.content_digest = job.content_digest"
                                        + latest(sopClasses),
                                parameters(since, sopClasses, limit)));
    }

    private static Properties properties(ResultSet row) throws SQLException {
        return new Properties(
                Sql.instant(row, "received_at"),
                JobState.valueOf(row.getString("state")),
                row.getString("sop_class_uid"),
                row.getString("transfer_syntax_uid"),
                Sql.optionalText(row, "modality"),
                Sql.optionalText(row, "view_position"));
    }

    /** States are not selected here, so that the index by reception serves the order. */
    private static String latest(Collection<String> sopClasses) {
        return sopClasses.stream()
                .map(uid -> "?")
                .collect(
                        Collectors.joining(
                                ", ",
                                " WHERE received_at > ? AND sop_class_uid IN (",
                                ") ORDER BY received_at DESC, id DESC"
                                        + " FETCH FIRST ? ROWS ONLY"));
    }

    private static Object[] parameters(
            Instant since, Collection<String> sopClasses, Object... more) {
        List<Object> all = new ArrayList<>();
        all.add(since);
        all.addAll(sopClasses);
        all.addAll(List.of(more));
        return all.toArray();
    }

    /** The latest results, the last first. */
    public List<Score> scores(int limit) throws StageException {
        return database.run(
                "read the last scores",
                sql ->
                        sql.list(
                                row ->
                                        new Score(
                                                Sql.instant(row, "scored_at"),
                                                row.getInt("global_score"),
                                                row.getString("model_digest")),
                                "SELECT scored_at, model_digest, zone_a + zone_b + zone_c"
                                        + " + zone_d + zone_e + zone_f AS global_score"
                                        + " FROM result ORDER BY id DESC"
                                        + " FETCH FIRST ? ROWS ONLY",
                                limit));
    }
}
