package org.brixianode.send;

import org.brixianode.study.OutgoingObject;
import org.brixianode.study.SafeText;

/**
 * One object that is due at one destination.
 *
 * @param id the outbox's number for it
 * @param jobId the job whose result it is
 * @param destination where it is due
 * @param object what to send
 * @param attempts how often it has been claimed, this time included
 * @param claims tells this claim from an earlier or later one of the same delivery
 */
public record Delivery(
        long id, long jobId, String destination, OutgoingObject object, int attempts, int claims) {

    private static final int MAX_UID = 64;

    /** The study, as messages name it: the UID came with the image. */
    String studyUid() {
        return SafeText.line(object.ref().studyUid(), MAX_UID);
    }

    /** For messages: what an operator can look for. */
    String describe() {
        return "%s %s of study %s (job %d)"
                .formatted(object.kind(), object.ref().sopInstanceUid(), studyUid(), jobId);
    }
}
