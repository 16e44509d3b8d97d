package org.brixianode.receive;

import java.util.Collection;
import java.util.Map;
import org.brixianode.dicom.CommitmentReport;
import org.brixianode.study.AeTitle;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;

/**
 * What reception requires of the queue. Called by several threads at once.
 *
 * <p>If a call throws, reception answers with a failure status, so that the sender can retry, and
 * keeps the file, which is offered again when it is resent or at the next start.
 */
public interface Intake {

    /** The decision on an offered instance. */
    enum Verdict {
        /** Committed by this call. */
        NEW,
        /** Already committed with the same content. */
        DUPLICATE,
        /** Other content is already committed under this SOP Instance UID. */
        CONFLICT,
        /** Committed by this call in place of other content under this SOP Instance UID. */
        REPLACED
    }

    /**
     * Commits an instance whose file is durable and at its final path. A CONFLICT is not recorded
     * by this call, since its file is moved before.
     *
     * @throws StageException if the decision or the commit fails
     */
    Verdict accept(ReceivedInstance instance) throws StageException;

    /**
     * Records a conflict: an instance whose UID is committed with other content. Its file is
     * durable and at its final path.
     *
     * @throws StageException if the commit fails
     */
    void recordConflict(ReceivedInstance instance) throws StageException;

    /** Whether other content under a known SOP Instance UID replaces the earlier. */
    default boolean takesChanges() {
        return false;
    }

    /**
     * Commits an instance in place of the content that is committed under its UID. Its file is
     * durable and at its final path; the earlier content's file stays where it is.
     *
     * @param onlyIfLater whether an instance that was received before the committed content is a
     *     CONFLICT
     * @return REPLACED, DUPLICATE or CONFLICT
     * @throws StageException if the decision or the commit fails
     */
    default Verdict replace(ReceivedInstance instance, boolean onlyIfLater) throws StageException {
        return Verdict.CONFLICT;
    }

    /**
     * Whether a content was committed earlier and has been replaced since.
     *
     * @throws StageException if the query fails
     */
    default boolean wasReplaced(String sopInstanceUid, String contentDigest) throws StageException {
        return false;
    }

    /**
     * Learns that a committed instance was received again with the same content. Its file is
     * deleted afterwards.
     *
     * @throws StageException if that could not be recorded; the sender may retry
     */
    default void repeated(ReceivedInstance instance) throws StageException {}

    /**
     * Whether a peer may report the storage commitment of objects that were sent to it, even if it
     * may not send objects.
     */
    default boolean expectsReportsOf(AeTitle caller) {
        return false;
    }

    /**
     * A peer has reported whether it commits to the storage of objects that were sent to it.
     *
     * @return whether it was asked under the report's Transaction UID
     * @throws StageException if the commit fails
     */
    default boolean reported(AeTitle caller, CommitmentReport report) throws StageException {
        return false;
    }

    /**
     * The content digests that are committed under these SOP Instance UIDs, whatever the state of
     * their jobs; unknown UIDs are omitted.
     *
     * @param sopInstanceUids at most {@value SpoolRecovery#CHUNK}
     * @return digests by SOP Instance UID
     * @throws StageException if the query fails
     */
    Map<String, String> committedDigests(Collection<String> sopInstanceUids) throws StageException;
}
