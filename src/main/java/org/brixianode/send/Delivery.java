package org.brixianode.send;

import org.brixianode.study.OutgoingObject;
import org.brixianode.study.SafeText;

/**
 * A claimed delivery of one object to one destination.
 *
 * @param id primary key in the outbox
 * @param jobId the job whose result it is
 * @param destination name of the destination
 * @param object the object to send
 * @param attempts number of attempts, including this one
 * @param claims number of claims; distinguishes this claim from earlier and later ones of the same
 *     delivery
 */
public record Delivery(
        long id, long jobId, String destination, OutgoingObject object, int attempts, int claims) {

    private static final int MAX_UID = 64;

    /** The Study Instance UID, sanitised for messages since it comes from the image. */
    String studyUid() {
        return SafeText.line(object.ref().studyUid(), MAX_UID);
    }

    /** The delivery as named in messages. */
    String describe() {
        return "%s %s of study %s (job %d)"
                .formatted(object.kind(), object.ref().sopInstanceUid(), studyUid(), jobId);
    }
}
