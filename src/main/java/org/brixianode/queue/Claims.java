package org.brixianode.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
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

    private static final String DUE =
            " FROM job WHERE state = 'WAITING' AND next_attempt_at <= ? AND interruptions ";

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

    /** A job, with its patient if it is to be claimed in the patient's order. */
    private record Due(long id, Optional<String> patient) {
        Image alone() {
            return new Image(id, Optional.empty(), LocalDateTime.MIN, Optional.empty());
        }
    }

    /** A job that may be claimed; empty patient for one that waits for no other. */
    private record Image(
            long id,
            Optional<String> patient,
            LocalDateTime takenAt,
            Optional<Instant> waitsUntil) {}

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
        for (Due due : due(sql, turn, max - claimed.size(), now)) {
            if (claimed.size() == max) {
                return false;
            }
            Optional<Image> image =
                    due.patient().isEmpty()
                            ? Optional.of(due.alone())
                            : earliest(sql, due.patient().get(), turn, now);
            if (image.isEmpty() || !isLocked(sql, image.get().id())) {
                continue;
            }
            if (isPutOff(sql, image.get(), turn, now)) {
                putOff = true;
            } else {
                changePlaces(sql, due.id(), image.get().id());
                claimed.add(start(sql, image.get().id(), now, leaseUntil));
            }
        }
        return putOff;
    }

    /** Gives an image the place of another, which is claimed in its stead. */
    private static void changePlaces(Sql sql, long due, long claimed) throws SQLException {
        if (due == claimed || !isLocked(sql, due)) {
            return;
        }
        Instant first = turn(sql, due);
        Instant second = turn(sql, claimed);
        sql.update("UPDATE job SET turn_at = ? WHERE id = ?", second, due);
        sql.update("UPDATE job SET turn_at = ? WHERE id = ?", first, claimed);
    }

    private static Instant turn(Sql sql, long id) throws SQLException {
        return sql.first(
                        row -> Sql.instant(row, "turn_at"),
                        "SELECT turn_at FROM job WHERE id = ?",
                        id)
                .orElseThrow();
    }

    private static List<Due> due(Sql sql, Turn turn, int max, Instant now) throws SQLException {
        return sql.list(
                row -> due(row, turn),
                "SELECT id, patient_key, taken_at"
                        + DUE
                        + "= 0 AND fetched = ? AND renewal = ?"
                        + " ORDER BY state, interruptions, turn_at, id"
                        + " FETCH FIRST ? ROWS ONLY",
                now,
                turn.fetched,
                turn.renewal,
                max + Locks.SPARE_CANDIDATES);
    }

    private static Due due(ResultSet row, Turn turn) throws SQLException {
        boolean ordered =
                turn != Turn.FETCHED && row.getObject("taken_at", LocalDateTime.class) != null;
        return new Due(
                row.getLong("id"),
                ordered ? Sql.optionalText(row, "patient_key") : Optional.empty());
    }

    private static boolean isLocked(Sql sql, long id) throws SQLException {
        return !Locks.lockAvailable(sql, "job", "state = 'WAITING'", List.of(id), 1).isEmpty();
    }

    /** The patient's earliest due image. */
    private static Optional<Image> earliest(Sql sql, String patient, Turn turn, Instant now)
            throws SQLException {
        return sql.first(
                row ->
                        new Image(
                                row.getLong("id"),
                                Optional.of(patient),
                                row.getObject("taken_at", LocalDateTime.class),
                                Sql.optionalInstant(row, "earlier_until")),
                "SELECT id, taken_at, earlier_until"
                        + DUE
                        + "= 0 AND fetched = ? AND renewal = ? AND patient_key = ?"
                        + " AND taken_at IS NOT NULL ORDER BY taken_at, turn_at, id"
                        + " FETCH FIRST 1 ROWS ONLY",
                now,
                turn.fetched,
                turn.renewal,
                patient);
    }

    /** Puts an image off if it is to wait for earlier ones. */
    private boolean isPutOff(Sql sql, Image image, Turn turn, Instant now) throws SQLException {
        Instant until = image.waitsUntil().orElse(now.plus(rules.get().longestWait()));
        if (image.patient().isEmpty()
                || !now.isBefore(until)
                || !isAfterOpenOnes(sql, image, image.patient().get(), turn)) {
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
    private boolean isAfterOpenOnes(Sql sql, Image image, String patient, Turn turn)
            throws SQLException {
        return sql.first(
                        row -> row.getLong(1),
                        "SELECT id FROM job WHERE patient_key = ?"
                                + " AND (state = 'WAITING' OR (state = 'RUNNING'"
                                + " AND claimed_by <> ?)) AND taken_at < ? AND taken_at >= ?"
                                + " AND fetched = 0 AND renewal <= ?"
                                + " FETCH FIRST 1 ROWS ONLY",
                        patient,
                        holder,
                        image.takenAt(),
                        image.takenAt().minus(rules.get().bounds().age()),
                        turn.renewal)
                .isPresent();
    }

    /** The due interrupted jobs: those that were running when their process ended. */
    static List<Long> interrupted(Sql sql, Instant now) throws SQLException {
        return sql.list(
                row -> row.getLong(1),
                "SELECT id"
                        + DUE
                        + "> 0 ORDER BY state, interruptions, turn_at, id"
                        + " FETCH FIRST ? ROWS ONLY",
                now,
                Locks.SPARE_CANDIDATES);
    }

    /** Claims one due interrupted job, the one with the fewest interruptions first. */
    Optional<Job> claimInterrupted(Sql sql, Instant now, Instant leaseUntil) throws SQLException {
        List<Long> locked =
                Locks.lockAvailable(sql, "job", "state = 'WAITING'", interrupted(sql, now), 1);
        return locked.isEmpty()
                ? Optional.empty()
                : Optional.of(start(sql, locked.get(0), now, leaseUntil));
    }

    private Job start(Sql sql, long id, Instant now, Instant leaseUntil) throws SQLException {
        sql.update(
                "UPDATE job SET state = 'RUNNING', attempts = attempts + 1,"
                        + " claims = claims + 1, claimed_by = ?, claimed_at = ?,"
                        + " lease_until = ?,"
                        + " first_claimed_at = COALESCE(first_claimed_at, ?) WHERE id = ?",
                holder,
                now,
                leaseUntil,
                now,
                id);
        return JobRows.byId(sql, id).orElseThrow();
    }

    /** Makes the images due that were put off for the patient of a job that has ended. */
    static void release(Sql sql, long endedJob) throws SQLException {
        sql.update(
                "UPDATE job SET reason = NULL, next_attempt_at = (SELECT"
                        + " COALESCE(ended.claimed_at, ended.received_at) FROM job ended"
                        + " WHERE ended.id = ?) WHERE state = 'WAITING' AND reason = ?"
                        + " AND patient_key = (SELECT ended.patient_key FROM job ended"
                        + " WHERE ended.id = ?)",
                endedJob,
                WAITS,
                endedJob);
    }
}
