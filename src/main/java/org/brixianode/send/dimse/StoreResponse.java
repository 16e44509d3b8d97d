package org.brixianode.send.dimse;

import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.send.Outcome;
import org.brixianode.send.PeerState;
import org.brixianode.send.PeerStatus;
import org.brixianode.send.StoreStatus;
import org.brixianode.study.SafeText;

/** Interprets a C-STORE response (PS3.7 9.3.1.2) according to PS3.4 B.2.3. */
final class StoreResponse {

    /** Error Comment has VR LO (PS3.7 C.4.2): 64 characters; some peers write more. */
    private static final int MAX_COMMENT = 200;

    private static final int MAX_UID = 64;

    static Outcome outcome(Attributes command) {
        int status = command.getInt(Tag.Status, -1);
        if (status < 0) {
            return Outcome.without(Outcome.Kind.REFUSED, "the response has no status");
        }
        Outcome.Kind kind = StoreStatus.kind(status);
        String text = kind == Outcome.Kind.SENT ? "" : text(status, command);
        return new Outcome(
                kind,
                Optional.of(new PeerStatus(status, StoreStatus.describe(status))),
                PeerState.ANSWERS,
                text);
    }

    /**
     * The Affected SOP Instance UID (PS3.7 9.3.1.2) if it is not that of the request, as it has to
     * be where it is present. The response answers the request all the same, by its Message ID
     * Being Responded To (0000,0120).
     */
    static Optional<String> otherInstance(Attributes command, String sent) {
        return Optional.ofNullable(command.getString(Tag.AffectedSOPInstanceUID))
                .filter(uid -> !uid.isBlank() && !uid.strip().equals(sent))
                .map(uid -> SafeText.line(uid, MAX_UID));
    }

    private static String text(int status, Attributes command) {
        String comment = SafeText.line(command.getString(Tag.ErrorComment, ""), MAX_COMMENT);
        return StoreStatus.describe(status)
                + (comment.isEmpty() ? "" : ", saying '" + comment + "'");
    }

    private StoreResponse() {}
}
