package org.brixianode.queue;

import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.StageException;

/**
 * The operator's view of deliveries: list, retry, resend. Also works on a database opened by {@link
 * QueueDatabase#openForCommand}.
 */
public final class DeliveryAdmin {

    /** Number of jobs in one statement. */
    private static final int CHUNK = 500;

    private static final List<DeliveryState> UNSENT =
            List.of(DeliveryState.WAITING, DeliveryState.SENDING);

    private static final List<DeliveryState> NOT_DELIVERED =
            List.of(DeliveryState.WAITING, DeliveryState.SENDING, DeliveryState.PARKED);

    private final QueueDatabase database;

    public DeliveryAdmin(QueueDatabase database) {
        this.database = database;
    }

    /** The deliveries by job id, those of each job in the order of their creation. */
    public Map<Long, List<DeliveryRecord>> ofJobs(Collection<Long> jobIds) throws StageException {
        List<Long> ids = List.copyOf(jobIds);
        return database.run(
                "list deliveries",
                sql -> {
                    Map<Long, List<DeliveryRecord>> found = new LinkedHashMap<>();
                    for (int from = 0; from < ids.size(); from += CHUNK) {
                        List<Long> chunk = ids.subList(from, Math.min(from + CHUNK, ids.size()));
                        for (DeliveryRecord delivery : ofChunk(sql, chunk)) {
                            found.computeIfAbsent(delivery.jobId(), id -> new ArrayList<>())
                                    .add(delivery);
                        }
                    }
                    return found;
                });
    }

    private static List<DeliveryRecord> ofChunk(Sql sql, List<Long> jobIds) throws SQLException {
        String placeholders = jobIds.stream().map(id -> "?").collect(Collectors.joining(", "));
        return sql.list(
                DeliveryRows::read,
                DeliveryRows.SELECT + "WHERE d.job_id IN (" + placeholders + ") ORDER BY d.id",
                jobIds.toArray());
    }

    /** The delivery counts of every destination that has deliveries, by name. */
    public List<DestinationCounts> counts() throws StageException {
        return database.run("count deliveries", DeliveryAdmin::counts);
    }

    private static List<DestinationCounts> counts(Sql sql) throws SQLException {
        Map<String, Map<DeliveryState, Long>> byName = new TreeMap<>();
        sql.list(
                row ->
                        byName.computeIfAbsent(
                                        row.getString(1),
                                        name -> new EnumMap<>(DeliveryState.class))
                                .put(DeliveryState.valueOf(row.getString(2)), row.getLong(3)),
                "SELECT destination, state, COUNT(*) FROM delivery GROUP BY destination, state");
        List<DestinationCounts> counts = new ArrayList<>();
        for (Map.Entry<String, Map<DeliveryState, Long>> one : byName.entrySet()) {
            counts.add(
                    new DestinationCounts(
                            one.getKey(),
                            one.getValue(),
                            oldestWaiting(sql, one.getKey()),
                            lastError(sql, one.getKey())));
        }
        return List.copyOf(counts);
    }

    /** Whether there is a delivery to a destination. */
    public boolean isKnown(String destination) throws StageException {
        return database.run(
                "look for deliveries to a destination",
                sql ->
                        sql.first(
                                        row -> row.getLong(1),
                                        "SELECT id FROM delivery WHERE destination = ?"
                                                + " FETCH FIRST 1 ROWS ONLY",
                                        destination)
                                .isPresent());
    }

    /** One query a state, so that each reads an index from its end. */
    private static Optional<Instant> oldestWaiting(Sql sql, String destination)
            throws SQLException {
        List<Instant> oldest = new ArrayList<>();
        for (DeliveryState state : UNSENT) {
            sql.first(
                            row -> Sql.optionalInstant(row, "since"),
                            "SELECT MIN(waiting_since) AS since FROM delivery"
                                    + " WHERE destination = ? AND state = ?",
                            destination,
                            state)
                    .flatMap(since -> since)
                    .ifPresent(oldest::add);
        }
        return oldest.stream().min(Comparator.naturalOrder());
    }

    private static Optional<DestinationCounts.LastError> lastError(Sql sql, String destination)
            throws SQLException {
        List<DestinationCounts.LastError> errors = new ArrayList<>();
        for (DeliveryState state : NOT_DELIVERED) {
            errors.addAll(
                    sql.list(
                            row ->
                                    new DestinationCounts.LastError(
                                            row.getString("last_error"),
                                            Sql.optionalInt(row, "last_status"),
                                            Sql.optionalInstant(row, "failed_at")),
                            "SELECT last_error, last_status, failed_at FROM delivery"
                                    + " WHERE destination = ? AND state = ?"
                                    + " AND last_error IS NOT NULL ORDER BY destination, state,"
                                    + " failed_at DESC NULLS LAST, id DESC"
                                    + " FETCH FIRST 1 ROWS ONLY",
                            destination,
                            state));
        }
        return errors.stream().max(Comparator.comparing(error -> error.at().orElse(Instant.MIN)));
    }

    /**
     * Makes parked, waiting and abandoned deliveries due now and resets their attempts. A delivery
     * is abandoned if it is SENDING with an expired lease, or if no node runs.
     *
     * @param jobId job of the deliveries
     * @param destination if present, only deliveries to it
     * @return the deliveries that are due now
     */
    public List<DeliveryRecord> retry(long jobId, Optional<String> destination, Instant now)
            throws StageException {
        return database.run(
                "retry the deliveries of job " + jobId,
                sql -> {
                    List<DeliveryRecord> due = new ArrayList<>();
                    for (DeliveryRecord delivery : ofChunk(sql, List.of(jobId))) {
                        boolean wanted =
                                destination.map(delivery.destination()::equals).orElse(true);
                        if (wanted && makeDue(sql, delivery.id(), "'PARKED', 'WAITING'", now)) {
                            due.add(delivery);
                        }
                    }
                    return List.copyOf(due);
                });
    }

    /** What was sent, or was being sent, the destination has or may have. */
    private boolean makeDue(Sql sql, long id, String states, Instant now) throws SQLException {
        return sql.update(
                        "UPDATE delivery SET state = 'WAITING', attempts = 0, next_attempt_at = ?,"
                                + " commit_failures = 0, waiting_since = CASE WHEN state IN ('WAITING', 'SENDING')"
                                + " THEN waiting_since ELSE ? END,"
                                + " in_doubt = CASE WHEN state IN ('SENDING', 'SENT', 'COMMITTED')"
                                + " THEN 1 ELSE in_doubt END, "
                                + JobQueue.UNCLAIMED
                                + " WHERE id = ? AND (state IN ("
                                + states
                                + ") OR (state = 'SENDING' AND "
                                + Leases.IS_EXPIRED
                                + "))",
                        now,
                        now,
                        id,
                        database.isWithoutNode() ? Leases.FOREVER : now)
                > 0;
    }

    /**
     * Sends a job's current result objects to a destination, whether or not they were sent to it
     * before or are routed to it.
     *
     * @param wanted selects the result objects
     */
    public ResendResult resend(
            long jobId, String destination, Predicate<OutgoingObject> wanted, Instant now)
            throws StageException {
        return database.run(
                "send the results of job " + jobId + " again",
                sql -> resend(sql, jobId, destination, wanted, now));
    }

    private ResendResult resend(
            Sql sql, long jobId, String destination, Predicate<OutgoingObject> wanted, Instant now)
            throws SQLException {
        // So that no new run of the job is begun meanwhile.
        JobRows.lock(sql, jobId);
        List<OutgoingObject> due = new ArrayList<>();
        List<OutgoingObject> sending = new ArrayList<>();
        List<OutgoingObject> missing = new ArrayList<>();
        List<OutgoingObject> known = ResultObjectRows.ofJob(sql, jobId);
        for (OutgoingObject object : known) {
            if (!wanted.test(object)) {
                continue;
            }
            if (!Files.isRegularFile(object.file())) {
                missing.add(object);
            } else if (plan(sql, jobId, destination, object, now)) {
                due.add(object);
            } else {
                sending.add(object);
            }
        }
        return new ResendResult(due, sending, missing, known.size());
    }

    /** Makes a delivery of the object due; returns false if it is being sent. */
    private boolean plan(
            Sql sql, long jobId, String destination, OutgoingObject object, Instant now)
            throws SQLException {
        Optional<Long> known =
                sql.first(
                        row -> row.getLong(1),
                        "SELECT id FROM delivery WHERE destination = ? AND sop_instance_uid = ?",
                        destination,
                        object.ref().sopInstanceUid());
        if (known.isEmpty()) {
            DeliveryRows.put(sql, jobId, new PlannedDelivery(object, destination), now);
            return true;
        }
        return makeDue(sql, known.get(), "'SENT', 'COMMITTED', 'PARKED', 'WAITING'", now);
    }

    /**
     * Deletes the parked and waiting deliveries of a destination that no longer exists.
     *
     * @return the number of deleted deliveries
     */
    public int discard(String destination) throws StageException {
        return database.run(
                "discard the deliveries to " + destination,
                sql ->
                        sql.update(
                                "DELETE FROM delivery WHERE destination = ?"
                                        + " AND state IN ('WAITING', 'PARKED')",
                                destination));
    }
}
