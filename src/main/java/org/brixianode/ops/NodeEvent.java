package org.brixianode.ops;

import java.util.OptionalInt;
import org.brixianode.study.AeTitle;
import org.brixianode.study.NotScoredCode;

/**
 * Something that happened in the node, for whoever subscribes at the {@link EventBus}.
 *
 * <p>A component is a number, an enum, or one of the value types of this package and {@code study}
 * that hold no text of a peer and none of a data set except UIDs. So no event carries patient data
 * or an Error Comment, and a listener may write all of it down. Names of records and components are
 * the audit trail's names of events and keys, see {@link AuditLine}.
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
     * A result object on its way to a destination.
     *
     * @param study Study Instance UID
     * @param instance SOP Instance UID of the result object
     * @param kind of result
     * @param source SOP Instance UID of the image
     * @param job the queue's number of the job that made it
     * @param destination name in the configuration
     */
    record Parcel(
            Uid study, Uid instance, OwnName kind, Uid source, long job, OwnName destination) {}

    /** What keeps a job from its end. */
    enum JobFailure {
        DECODING_FAILED,
        SCORING_FAILED,
        COMPOSING_FAILED,
        /** Begun several times without completing. */
        INTERRUPTED
    }

    /**
     * The node takes images.
     *
     * @param model name and version
     */
    record Started(OwnName model) implements NodeEvent {}

    /** An ordered stop begins. */
    record Stopped() implements NodeEvent {}

    /** An object is durable and committed, and was not known before. */
    record Received(Image image, AeTitle caller, ContentDigest digest) implements NodeEvent {}

    /** An object came again with the same content. */
    record Duplicate(Image image, AeTitle caller, ContentDigest digest) implements NodeEvent {}

    /** An object came with another content under a known SOP Instance UID. */
    record Conflict(Image image, AeTitle caller, ContentDigest digest) implements NodeEvent {}

    /**
     * An image has a score.
     *
     * @param global 0 to 18
     * @param model name and version
     */
    record Scored(Image image, int global, OwnName model) implements NodeEvent {}

    /** An image has no score and will have none. */
    record NotScored(Image image, NotScoredCode reason) implements NodeEvent {}

    /** A job failed and is parked: an operator must look. */
    record Failed(Image image, JobFailure reason) implements NodeEvent {}

    /** A job failed and is tried again. */
    record Retry(Image image, JobFailure reason) implements NodeEvent {}

    /**
     * A destination has a result object.
     *
     * @param status the destination's answer, where its protocol has one
     */
    record Sent(Parcel parcel, OptionalInt status) implements NodeEvent {}

    /**
     * A destination does not get a result object until an operator has looked.
     *
     * @param status the destination's last answer, if there was one
     */
    record NotSent(Parcel parcel, OptionalInt status) implements NodeEvent {}

    /**
     * A destination has committed itself to keep a result object, some time after it was sent.
     *
     * @param instance SOP Instance UID of the result object
     * @param destination name in the configuration
     */
    record Committed(Uid instance, OwnName destination) implements NodeEvent {}

    /** A finished job was forgotten and its files were deleted. */
    record Purged(Uid instance) implements NodeEvent {}

    /** The node has begun to be unable to take images. */
    record IntakeFailing() implements NodeEvent {}

    /** The node takes images again. */
    record IntakeRestored() implements NodeEvent {}
}
