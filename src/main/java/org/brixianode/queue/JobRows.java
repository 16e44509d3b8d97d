package org.brixianode.queue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.brixianode.study.Acquisition;
import org.brixianode.study.AeTitle;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.Patient;
import org.brixianode.study.ReceivedInstance;

/** SQL of the table {@code job}. */
final class JobRows {

    static final String SELECT =
            "SELECT id, sop_instance_uid, sop_class_uid, study_uid, series_uid,"
                    + " transfer_syntax_uid, calling_ae, called_ae, file, size_bytes,"
                    + " content_digest, received_at, peer_address, run, state, attempts, interruptions, claims,"
                    + " first_claimed_at, next_attempt_at, reason FROM job ";

    /** The next attempt decides with which earlier results the job's are compared. */
    static final String UNDECIDED_PRIORS =
            "prior_decided = 0, prior_vetoed = NULL, prior_veto = NULL";

    /** Begins a further run of a job; takes when it is due. */
    static final String NEXT_RUN =
            "UPDATE job SET state = 'WAITING', attempts = 0, next_attempt_at = ?,"
                    + " first_claimed_at = NULL, interruptions = 0, run = run + 1, "
                    + UNDECIDED_PRIORS
                    + ", earlier_until = NULL, earlier_came_at = NULL, renewal = 0";

    /** Which job, if it is scored. */
    static final String OF_SCORED = " WHERE id = ? AND state = 'SCORED'";

    private static final Pattern LITERAL =
            Pattern.compile("[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*(%[^%]*)?");

    private static final String INSERT =
            "INSERT INTO job (sop_instance_uid, sop_class_uid, study_uid, series_uid,"
                    + " transfer_syntax_uid, calling_ae, called_ae, file, size_bytes,"
                    + " content_digest, received_at, state, attempts, next_attempt_at,"
                    + " peer_address, fetched, reason, patient_key, taken_at, turn_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'WAITING', 0, ?, ?, ?, ?, ?, ?, ?)";

    /**
     * @param due earliest time of the first claim
     * @param fetched whether the node fetched it as an earlier image
     * @param reason why it waits, if not only for its turn
     * @param taken by which it is claimed in the order of its patient's images
     */
    static void insert(
            Sql sql,
            ReceivedInstance instance,
            Instant due,
            boolean fetched,
            Optional<String> reason,
            Acquisition taken)
            throws SQLException {
        InstanceRef ref = instance.ref();
        sql.update(
                INSERT,
                ref.sopInstanceUid(),
                ref.sopClassUid(),
                ref.studyUid(),
                ref.seriesUid(),
                instance.transferSyntaxUid(),
                instance.callingAe().value(),
                instance.calledAe().value(),
                instance.file(),
                instance.sizeBytes(),
                instance.contentDigest(),
                instance.receivedAt(),
                due,
                instance.sender().map(InetAddress::getHostAddress),
                fetched ? 1 : 0,
                reason,
                taken.patient().map(Patient::key),
                taken.takenAt(),
                instance.receivedAt());
    }

    static Optional<Job> byId(Sql sql, long id) throws SQLException {
        return sql.first(JobRows::read, SELECT + "WHERE id = ?", id);
    }

    /** Locks a job until the transaction ends; nothing if there is none. */
    static void lock(Sql sql, long id) throws SQLException {
        sql.list(row -> row.getLong(1), "SELECT id FROM job WHERE id = ? FOR UPDATE", id);
    }

    static Optional<Job> bySource(Sql sql, String sopInstanceUid) throws SQLException {
        return sql.first(JobRows::read, SELECT + "WHERE sop_instance_uid = ?", sopInstanceUid);
    }

    static Job read(ResultSet row, StoredFiles files) throws SQLException {
        return new Job(
                row.getLong("id"),
                instance(row, files),
                row.getInt("run"),
                JobState.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getInt("interruptions"),
                row.getInt("claims"),
                Sql.optionalInstant(row, "first_claimed_at"),
                Sql.instant(row, "next_attempt_at"),
                Sql.optionalText(row, "reason"));
    }

    static ReceivedInstance instance(ResultSet row, StoredFiles files) throws SQLException {
        return new ReceivedInstance(
                ref(row),
                row.getString("transfer_syntax_uid"),
                new AeTitle(row.getString("calling_ae")),
                new AeTitle(row.getString("called_ae")),
                files.path(row.getString("file")),
                row.getLong("size_bytes"),
                row.getString("content_digest"),
                Sql.instant(row, "received_at"),
                Sql.optionalText(row, "peer_address").flatMap(JobRows::address));
    }

    /** An address from its text, which is never looked up as a name. */
    private static Optional<InetAddress> address(String text) {
        try {
            return LITERAL.matcher(text).matches()
                    ? Optional.of(InetAddress.getByName(text))
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Reads the UIDs, whose columns have the same names in all tables. */
    static InstanceRef ref(ResultSet row) throws SQLException {
        return new InstanceRef(
                row.getString("study_uid"),
                row.getString("series_uid"),
                row.getString("sop_class_uid"),
                row.getString("sop_instance_uid"));
    }

    /** The names for an IN list, as in {@code 'A', 'B'}; names of constants need no escaping. */
    static String names(Collection<? extends Enum<?>> constants) {
        return constants.stream()
                .map(constant -> "'" + constant.name() + "'")
                .collect(Collectors.joining(", "));
    }

    private JobRows() {}
}
