package org.brixianode.ops;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.brixianode.study.AeTitle;
import org.brixianode.study.NotScoredCode;

/**
 * An event in the node, published to the subscribers of the {@link EventBus}.
 *
 * <p>A component is a number, an enum, or one of the value types of this package and {@code study}
 * that contain no text of a peer or a data set except UIDs. Therefore no event contains patient
 * data or an Error Comment, and a listener may record all of it. The names of records and
 * components are the names of events and keys in the audit trail, see {@code ops.audit.AuditLine}.
 */
public sealed interface NodeEvent {

    /**
     * An image.
     *
     * @param study Study Instance UID
     * @param instance SOP Instance UID
     */
    record Image(Uid study, Uid instance) {

        public static Image of(String studyUid, String sopInstanceUid) {
            return new Image(new Uid(studyUid), new Uid(sopInstanceUid));
        }
    }

    /**
     * The delivery of a result object to a destination.
     *
     * @param study Study Instance UID
     * @param instance SOP Instance UID of the result object
     * @param kind kind of the result
     * @param source SOP Instance UID of the image
     * @param job primary key of the job
     * @param destination name of the destination in the configuration
     * @param sopClass SOP Class UID of the result object
     */
    record ResultDelivery(
            Uid study,
            Uid instance,
            TrustedName kind,
            Uid source,
            long job,
            TrustedName destination,
            Uid sopClass) {}

    /**
     * How an object was received.
     *
     * @param called AE title to which it was sent
     * @param address address of the sender; unknown if the object was recovered from the spool
     * @param sopClass SOP Class UID of the object
     */
    record Reception(AeTitle called, NetworkAddress address, Uid sopClass) {}

    /** Why an association or a STOW-RS request was rejected. */
    enum Rejection {
        /** The calling AE title is not accepted, or is not valid. */
        CALLING_TITLE,
        /** The called AE title is not this node's. */
        CALLED_TITLE,
        /** A STOW-RS request has no token of a sender. */
        TOKEN,
        /** The disk is full, the node is stopping, or the limit of associations is reached. */
        NO_CAPACITY,
        /** The request is malformed, or proposes what the protocol does not allow. */
        OTHER
    }

    /** The step in which a job failed. */
    enum JobFailure {
        DECODING_FAILED,
        SCORING_FAILED,
        COMPOSING_FAILED,
        /** Started several times without completing. */
        INTERRUPTED
    }

    /**
     * The node has started and accepts images.
     *
     * @param model name and version
     */
    record Started(TrustedName model) implements NodeEvent {}

    /** The shutdown begins. */
    record Stopped() implements NodeEvent {}

    /** A new object has been stored and committed. */
    record Received(Image image, AeTitle caller, ContentDigest digest, Reception reception)
            implements NodeEvent {}

    /** An object has been received again with the same content. */
    record Duplicate(Image image, AeTitle caller, ContentDigest digest, Reception reception)
            implements NodeEvent {}

    /** An object has been received with other content under a known SOP Instance UID. */
    record Conflict(Image image, AeTitle caller, ContentDigest digest, Reception reception)
            implements NodeEvent {}

    /**
     * An object has been received with other content under a known SOP Instance UID and has taken
     * the place of the earlier one, whose results are withdrawn.
     */
    record Replaced(Image image, AeTitle caller, ContentDigest digest, Reception reception)
            implements NodeEvent {}

    /** The results of a replaced image are issued again, with the same scores. */
    record Reissued(Image image) implements NodeEvent {}

    /** The results of a replaced image are superseded by other ones. */
    record Superseded(Image image) implements NodeEvent {}

    /**
     * An image has been scored.
     *
     * @param global global score, 0 to 18
     * @param model name and version
     */
    record Scored(Image image, int global, TrustedName model) implements NodeEvent {}

    /** An image is scored although earlier radiographs in the PACS were not all there in time. */
    record PriorsMissed(Image image) implements NodeEvent {}

    /** An image is scored again for a report that shows earlier images scored after it. */
    record Renewed(Image image) implements NodeEvent {}

    /** An image is not scored. */
    record NotScored(Image image, NotScoredCode reason) implements NodeEvent {}

    /** A job failed and is parked until an operator retries it. */
    record Failed(Image image, JobFailure reason) implements NodeEvent {}

    /** A job failed and will be retried. */
    record Retry(Image image, JobFailure reason) implements NodeEvent {}

    /**
     * A destination has accepted a result object.
     *
     * @param status status of the response, if the protocol has one
     */
    record Sent(ResultDelivery parcel, OptionalInt status) implements NodeEvent {}

    /**
     * The delivery of a result object is parked until an operator retries it.
     *
     * @param status status of the last response, if there was one
     */
    record NotSent(ResultDelivery parcel, OptionalInt status) implements NodeEvent {}

    /**
     * A destination has committed to the storage of a result object after it was sent.
     *
     * @param instance SOP Instance UID of the result object
     * @param destination name in the configuration
     */
    record Committed(Uid instance, TrustedName destination) implements NodeEvent {}

    /** A finished job and its files have been deleted. */
    record Purged(Uid instance) implements NodeEvent {}

    /**
     * Associations of a peer were rejected.
     *
     * @param caller calling AE title, with question marks for characters that are not allowed in it
     * @param called called AE title, likewise
     * @param count the number since the last event about this peer and reason
     */
    record AssociationRejected(
            AeTitle caller, AeTitle called, NetworkAddress address, Rejection reason, long count)
            implements NodeEvent {}

    /**
     * TLS handshakes with a peer failed: its certificate is not trusted, or it proposes no accepted
     * protocol.
     *
     * @param count the number since the last event about this peer
     */
    record TlsRefused(NetworkAddress address, long count) implements NodeEvent {}

    /**
     * Audit messages were deleted before the syslog server received them.
     *
     * @param count the number of messages
     */
    record AuditMessagesLost(long count) implements NodeEvent {}

    /** The node can no longer accept images. */
    record IntakeFailing() implements NodeEvent {}

    /** The node accepts images again. */
    record IntakeRestored() implements NodeEvent {}

    /**
     * An alarm has become active.
     *
     * @param subject what it concerns: the name of a destination, or {@code node}
     */
    record AlarmRaised(AlarmKind alarm, TrustedName subject) implements NodeEvent {}

    /** The condition of an alarm has ended. */
    record AlarmCleared(AlarmKind alarm, TrustedName subject) implements NodeEvent {}

    /**
     * Who uses the page or the REST interface.
     *
     * @param user name in the configuration or from the reverse proxy; {@code local} where nobody
     *     logs in, {@code unknown} where the name is not configured
     */
    record Operator(TrustedName user, NetworkAddress address) {}

    /** What an operator does. */
    enum Action {
        RETRY,
        RESCORE,
        PARK,
        DISCARD,
        RESEND,
        RETRY_DELIVERIES,
        RETRY_DESTINATION,
        DISCARD_DESTINATION,
        ECHO_DESTINATION,
        RELOAD
    }

    /**
     * An operator has changed something or tried a destination.
     *
     * @param job primary key of the job, if it concerns one
     * @param subject what else it concerns: the name of a destination, {@code job}, or {@code
     *     configuration}
     */
    record OperatorAction(Operator operator, Action action, OptionalLong job, TrustedName subject)
            implements NodeEvent {

        /** An action on a job. */
        public static OperatorAction onJob(Operator operator, Action action, long job) {
            return new OperatorAction(
                    operator, action, OptionalLong.of(job), new TrustedName("job"));
        }

        /** An action on a destination. */
        public static OperatorAction onDestination(
                Operator operator, Action action, TrustedName destination) {
            return new OperatorAction(operator, action, OptionalLong.empty(), destination);
        }
    }

    /**
     * Somebody has looked at an image's data or heatmap; told once in ten minutes for each user,
     * address and image.
     */
    record ImageViewed(Operator operator, Image image) implements NodeEvent {}

    /**
     * Somebody has searched for jobs, or listed jobs or earlier results, with data of patients;
     * told once in ten minutes for each user, address and kind of search.
     *
     * @param criteria names of what was searched by, as in {@code patient,day}, without values
     */
    record PatientsListed(Operator operator, TrustedName criteria) implements NodeEvent {}

    /** A user has logged in with a password. */
    record LoggedIn(Operator operator, Role role) implements NodeEvent {}

    /** A user has logged out. */
    record LoggedOut(Operator operator) implements NodeEvent {}

    /** A user name and a password did not match. */
    record LoginFailed(Operator operator) implements NodeEvent {}

    /** What is locked after failed logins. */
    enum Locked {
        USER,
        ADDRESS
    }

    /** After too many failed logins, no login of this user or from this address is tried. */
    record LoginLocked(Operator operator, Locked locked) implements NodeEvent {}

    /**
     * The configuration file has been read again.
     *
     * @param accepted whether it was valid; otherwise the previous configuration is kept
     * @param changed number of keys that have taken effect
     * @param pending number of changed keys that take effect after a restart
     */
    record Reloaded(boolean accepted, int changed, int pending) implements NodeEvent {}
}
