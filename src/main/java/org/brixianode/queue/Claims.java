package org.brixianode.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.brixianode.study.Job;

/**
 * SQL that claims due jobs, the first received first, those that the node fetched after all others,
 * and renewals last.
 *
 * <p>The images of one patient are claimed in the order of their acquisition: the earliest changes
 * places with the one that is due, so that other patients' images keep theirs. An image whose
 * earlier ones are open and cannot be claimed, since they wait for a search or another attempt or
 * run on another node, is put off until one of them ends, at most for the longest wait.
 */
final class Claims {

    /** Reason of a job that waits for images of the queue. */
    static final String WAITS = "waits for earlier images of the same patient";

    /** Bounds a transaction: as many images may be put off in it as are due in so many looks. */
    private static final int MAX_LOOKS = 20;

    /** Bounds another: as many images are released when one ends. */
    private static final int MAX_RELEASED = 50;

    /** Jobs whose turn it is. The order is that of an index, as in the statements below. */
    static final String DUE =
            "SELECT id, turn_at, patient_key, taken_at, earlier_until FROM job"
                    + " WHERE state = 'WAITING' AND interruptions = 0 AND renewal = ?"
                    + " AND fetched = ? AND next_attempt_at <= ?"
                    + " ORDER BY state, interruptions, renewal, fetched, turn_at, id"
                    + " FETCH FIRST ? ROWS ONLY";

    /** The earliest due job of a patient. */
    static final String EARLIEST =
            "SELECT id, turn_at, patient_key, taken_at, earlier_until FROM job"
                    + " WHERE patient_key = ? AND state = 'WAITING' AND taken_at IS NOT NULL"
                    + " AND interruptions = 0 AND renewal = ? AND fetched = ?"
                    + " AND next_attempt_at <= ?"
                    + " ORDER BY patient_key, state, taken_at, turn_at, id"
                    + " FETCH FIRST 1 ROWS ONLY";

    /**
     * The due jobs that were running when their process ended. An index of H2 is read from the
     * bound, whether or not it is included.
     */
    static final String INTERRUPTED =
            "SELECT id FROM job WHERE state = 'WAITING' AND interruptions >= 1"
                    + " AND next_attempt_at <= ? ORDER BY interruptions, turn_at, id"
                    + " FETCH FIRST ? ROWS ONLY";

    private static final String BEFORE =
            " AND patient_key = ? AND taken_at < ? AND taken_at >= ? AND fetched = 0"
                    + " AND renewal <= ?";

    /** Images of a patient that wait, within a time before another one. */
    private static final String WAITING_BEFORE =
            "SELECT id FROM job WHERE state = 'WAITING'" + BEFORE;

    /** The order is that of the index: H2 would read another one, of the states, without. */
    static final String FIRST_TAKEN =
            " ORDER BY patient_key, state, taken_at FETCH FIRST 1 ROWS ONLY";

    static final String FIRST_WAITING = WAITING_BEFORE + FIRST_TAKEN;

    /** The first that runs on another node. */
    static final String FIRST_RUNNING =
            "SELECT id FROM job WHERE state = 'RUNNING'"
                    + BEFORE
                    + " AND claimed_by <> ?"
                    + FIRST_TAKEN;

    /** The first that waits and is neither put off nor due. */
    private static final String FIRST_NOT_DUE =
            WAITING_BEFORE
                    + " AND (reason IS NULL OR reason <> ?) AND next_attempt_at > ?"
                    + FIRST_TAKEN;

    /** The next images of a patient that were put off, from a time of acquisition. */
    static final String PUT_OFF =
            "SELECT id, taken_at, renewal FROM job WHERE patient_key = ? AND state = 'WAITING'"
                    + " AND taken_at > ? AND earlier_until IS NOT NULL AND reason = ?"
                    + " ORDER BY patient_key, state, taken_at, turn_at, id"
                    + " FETCH FIRST ? ROWS ONLY";

    /** Which jobs are claimed before which. */
    private enum Turn {
        SENT(0, 0),
        FETCHED(1, 0),
        RENEWAL(0, 1);

        private final int fetched;
        private final int renewal;

        Turn(int fetched, int renewal) {
            this.fetched = fetched;
            this.renewal = renewal;
        }
    }

    /**
     * What orders a job among those of its patient.
     *
     * @param until how long it waits for earlier ones; empty if it has not begun to
     */
    private record Order(String patient, LocalDateTime takenAt, Optional<Instant> until) {}

    /**
     * A job that may be claimed.
     *
     * @param turnAt its place in the queue
     * @param order empty if it waits for no other
     */
    private record Image(long id, Instant turnAt, Optional<Order> order) {

        static Image read(ResultSet row, Turn turn) throws SQLException {
            Optional<LocalDateTime> takenAt =
                    Optional.ofNullable(row.getObject("taken_at", LocalDateTime.class));
            Optional<String> patient = Sql.optionalText(row, "patient_key");
            boolean ordered = turn != Turn.FETCHED && takenAt.isPresent() && patient.isPresent();
            return new Image(
                    row.getLong("id"),
                    Sql.instant(row, "turn_at"),
                    ordered
                            ? Optional.of(
                                    new Order(
                                            patient.get(),
                                            takenAt.get(),
                                            Sql.optionalInstant(row, "earlier_until")))
                            : Optional.empty());
        }

        Image at(Instant place) {
            return new Image(id, place, order);
        }
    }

    private final Supplier<PriorRules> rules;
    private final String holder;

    Claims(Supplier<PriorRules> rules, String holder) {
        this.rules = rules;
        this.holder = holder;
    }

    /** Claims due jobs that were never interrupted. */
    List<Job> claim(Sql sql, int max, Instant now, Instant leaseUntil) throws SQLException {
        List<Job> claimed = new ArrayList<>();
        for (Turn turn : Turn.values()) {
            boolean look = true;
            for (int looks = 0; look && looks < MAX_LOOKS && claimed.size() < max; looks++) {
                look = claimOnce(sql, turn, max, now, leaseUntil, claimed);
            }
        }
        return claimed;
    }

    /**
     * @return whether images were put off, so that others are due in their place
     */
    private boolean claimOnce(
            Sql sql, Turn turn, int max, Instant now, Instant leaseUntil, List<Job> claimed)
            throws SQLException {
        boolean putOff = false;
        List<Image> due = due(sql, turn, max - claimed.size(), now);
        for (int i = 0; i < due.size() && claimed.size() < max; i++) {
            Image first = due.get(i);
            Optional<Image> next = next(sql, first, turn, now);
            if (next.isEmpty()) {
                continue;
            }
            Image image = next.get();
            if (isPutOff(sql, image, turn, now)) {
                putOff = true;
                continue;
            }
            if (image.id() != first.id()) {
                changePlaces(sql, first, image);
                due.replaceAll(one -> one.id() == image.id() ? first.at(image.turnAt()) : one);
            }
            claimed.add(start(sql, image.id(), now, leaseUntil));
        }
        return putOff;
    }

    /**
     * The image that is claimed in the place of one whose turn it is: the patient's earliest due
     * one. Both are locked; empty if one has been claimed or changed, or is locked, by another
     * transaction.
     */
    private static Optional<Image> next(Sql sql, Image first, Turn turn, Instant now)
            throws SQLException {
        if (!isLocked(sql, first, now)) {
            return Optional.empty();
        }
        if (first.order().isEmpty()) {
            return Optional.of(first);
        }
        Optional<Image> next = earliest(sql, first.order().get().patient(), turn, now);
        return next.isPresent() && (next.get().id() == first.id() || isLocked(sql, next.get(), now))
                ? next
                : Optional.empty();
    }

    /** Gives an image the place of another, which is claimed in its stead. */
    private static void changePlaces(Sql sql, Image first, Image claimed) throws SQLException {
        sql.update("UPDATE job SET turn_at = ? WHERE id = ?", claimed.turnAt(), first.id());
        sql.update("UPDATE job SET turn_at = ? WHERE id = ?", first.turnAt(), claimed.id());
    }

    private static List<Image> due(Sql sql, Turn turn, int max, Instant now) throws SQLException {
        return sql.list(
                row -> Image.read(row, turn),
                DUE,
                turn.renewal,
                turn.fetched,
                now,
                max + Locks.SPARE_CANDIDATES);
    }

    private static boolean isLocked(Sql sql, Image image, Instant now) throws SQLException {
        return !Locks.lockAvailable(
                        sql,
                        "job",
                        "state = 'WAITING' AND next_attempt_at <= ? AND turn_at = ?",
                        List.of(image.id()),
                        1,
                        now,
                        image.turnAt())
                .isEmpty();
    }

    /** The patient's earliest due image. */
    private static Optional<Image> earliest(Sql sql, String patient, Turn turn, Instant now)
            throws SQLException {
        return sql.first(
                row -> Image.read(row, turn), EARLIEST, patient, turn.renewal, turn.fetched, now);
    }

    /** Puts an image off if it is to wait for earlier ones. */
    private boolean isPutOff(Sql sql, Image image, Turn turn, Instant now) throws SQLException {
        if (image.order().isEmpty()) {
            return false;
        }
        Order order = image.order().get();
        Instant until = order.until().orElse(now.plus(rules.get().longestWait()));
        if (!now.isBefore(until) || !isAfterOpenOnes(sql, order, turn)) {
            return false;
        }
        sql.update(
                "UPDATE job SET next_attempt_at = ?, earlier_until = ?, reason = ? WHERE id = ?",
                until,
                until,
                WAITS,
                image.id());
        return true;
    }

    /**
     * Whether an earlier image of the patient is open that does not run on this node, where the
     * pipeline keeps the order. Images that the node fetched are waited for by {@link
     * PriorSearches} alone, and renewals by renewals.
     */
    private boolean isAfterOpenOnes(Sql sql, Order order, Turn turn) throws SQLException {
        LocalDateTime oldest = order.takenAt().minus(rules.get().bounds().age());
        return isFound(sql, FIRST_WAITING, order.patient(), order.takenAt(), oldest, turn.renewal)
                || isFound(
                        sql,
                        FIRST_RUNNING,
                        order.patient(),
                        order.takenAt(),
                        oldest,
                        turn.renewal,
                        holder);
    }

    private static boolean isFound(Sql sql, String select, Object... parameters)
            throws SQLException {
        return sql.first(row -> row.getLong(1), select, parameters).isPresent();
    }

    /** The due interrupted jobs: those that were running when their process ended. */
    static List<Long> interrupted(Sql sql, Instant now) throws SQLException {
        return sql.list(row -> row.getLong(1), INTERRUPTED, now, Locks.SPARE_CANDIDATES);
    }

    /** Claims one due interrupted job, the one with the fewest interruptions first. */
    Optional<Job> claimInterrupted(Sql sql, Instant now, Instant leaseUntil) throws SQLException {
        List<Long> locked =
                Locks.lockAvailable(sql, "job", "state = 'WAITING'", interrupted(sql, now), 1);
        return locked.isEmpty()
                ? Optional.empty()
                : Optional.of(start(sql, locked.get(0), now, leaseUntil));
    }

    /** A reason to wait ends; that of a failed attempt or of a renewal stays. */
    private Job start(Sql sql, long id, Instant now, Instant leaseUntil) throws SQLException {
        sql.update(
                "UPDATE job SET state = 'RUNNING', attempts = attempts + 1,"
                        + " claims = claims + 1, claimed_by = ?, claimed_at = ?,"
                        + " lease_until = ?,"
                        + " reason = CASE WHEN reason IN (?, ?) THEN NULL ELSE reason END,"
                        + " first_claimed_at = COALESCE(first_claimed_at, ?) WHERE id = ?",
                holder,
                now,
                leaseUntil,
                WAITS,
                PriorSearches.WAITS,
                now,
                id);
        return JobRows.byId(sql, id).orElseThrow();
    }

    /** A job that has ended. */
    private record Ended(Instant at, LocalDateTime takenAt, String patient) {
        static Ended read(ResultSet row) throws SQLException {
            return new Ended(
                    Sql.instant(row, "at"),
                    row.getObject("taken_at", LocalDateTime.class),
                    row.getString("patient_key"));
        }
    }

    /** An image that was put off. */
    private record PutOff(long id, LocalDateTime takenAt, int renewal) {
        static PutOff read(ResultSet row) throws SQLException {
            return new PutOff(
                    row.getLong("id"),
                    row.getObject("taken_at", LocalDateTime.class),
                    row.getInt("renewal"));
        }
    }

    /**
     * Makes the next images due that were put off for a job, which has ended or is about to be of
     * another patient: those of its patient that were taken later, except such as wait for another
     * one that is itself not put off. If they are many, those that follow are released when these
     * end.
     *
     * @param age how far back images wait for others
     * @param holder the node, which keeps the order of what runs on it
     */
    static void release(Sql sql, long endedJob, Duration age, String holder) throws SQLException {
        Optional<Ended> found =
                sql.first(
                        Ended::read,
                        "SELECT COALESCE(claimed_at, received_at) AS at, taken_at, patient_key"
                                + " FROM job WHERE id = ? AND taken_at IS NOT NULL"
                                + " AND patient_key IS NOT NULL",
                        endedJob);
        if (found.isEmpty()) {
            return;
        }
        Ended ended = found.get();
        for (PutOff next :
                sql.list(
                        PutOff::read,
                        PUT_OFF,
                        ended.patient(),
                        ended.takenAt(),
                        WAITS,
                        MAX_RELEASED)) {
            if (!waitsForOthers(sql, next, ended, age, holder)) {
                sql.update(
                        "UPDATE job SET reason = NULL, next_attempt_at = ? WHERE id = ?"
                                + " AND state = 'WAITING' AND reason = ?",
                        ended.at(),
                        next.id(),
                        WAITS);
            }
        }
    }

    /** The same, whatever else is open: what has to wait for another one is put off again. */
    static void release(Sql sql, long endedJob) throws SQLException {
        release(sql, endedJob, Duration.ZERO, "");
    }

    private static boolean waitsForOthers(
            Sql sql, PutOff image, Ended ended, Duration age, String holder) throws SQLException {
        LocalDateTime oldest = image.takenAt().minus(age);
        return isFound(
                        sql,
                        FIRST_NOT_DUE,
                        ended.patient(),
                        image.takenAt(),
                        oldest,
                        image.renewal(),
                        WAITS,
                        ended.at())
                || isFound(
                        sql,
                        FIRST_RUNNING,
                        ended.patient(),
                        image.takenAt(),
                        oldest,
                        image.renewal(),
                        holder);
    }
}
