package org.brixianode.send.dimse;

import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.send.Outcome;
import org.brixianode.send.PeerState;
import org.brixianode.send.PeerStatus;
import org.brixianode.study.SafeText;

/** Interprets a C-STORE response (PS3.7 9.3.1.2) according to PS3.4 B.2.3. */
public final class StoreResponse {

    /** Error Comment has VR LO (PS3.7 C.4.2): 64 characters; some peers write more. */
    private static final int MAX_COMMENT = 200;

    private static final int MAX_UID = 64;

    static Outcome outcome(Attributes command) {
        int status = command.getInt(Tag.Status, -1);
        if (status < 0) {
            return Outcome.without(Outcome.Kind.REFUSED, "the response has no status");
        }
        Outcome.Kind kind = kind(status);
        String text = kind == Outcome.Kind.SENT ? "" : text(status, command);
        return new Outcome(
                kind,
                Optional.of(new PeerStatus(status, describe(status))),
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

    private static Outcome.Kind kind(int status) {
        if (status == 0) {
            return Outcome.Kind.SENT;
        }
        return switch (status >> 12) {
            case 0xB -> Outcome.Kind.SENT_WITH_WARNING;
            case 0xA -> status >> 8 == 0xA7 ? Outcome.Kind.OUT_OF_RESOURCES : Outcome.Kind.REFUSED;
            default -> Outcome.Kind.REFUSED;
        };
    }

    private static String text(int status, Attributes command) {
        String comment = SafeText.line(command.getString(Tag.ErrorComment, ""), MAX_COMMENT);
        return describe(status) + (comment.isEmpty() ? "" : ", saying '" + comment + "'");
    }

    /** A status with its meaning, as in {@code 0xA700 (out of resources)}. */
    public static String describe(int status) {
        return "0x%04X (%s)".formatted(status, meaning(status));
    }

    private static String meaning(int status) {
        return switch (status) {
            case 0x0000 -> "success";
            case 0x0110 -> "processing failure";
            case 0x0117 -> "invalid SOP instance";
            case 0x0122 -> "SOP class not supported";
            case 0x0124 -> "not authorized";
            case 0x0210 -> "duplicate invocation";
            case 0x0211 -> "unrecognized operation";
            case 0x0212 -> "mistyped argument";
            case 0xB000 -> "stored with changed elements";
            case 0xB006 -> "stored without some elements";
            case 0xB007 -> "stored, data set does not match SOP class";
            default -> meaningOfRange(status);
        };
    }

    private static String meaningOfRange(int status) {
        return switch (status >> 8) {
            case 0xA7 -> "out of resources";
            case 0xA9 -> "data set does not match SOP class";
            default ->
                    switch (status >> 12) {
                        case 0xB -> "stored with a warning";
                        case 0xC -> "cannot understand";
                        default -> "failure";
                    };
        };
    }

    private StoreResponse() {}
}
