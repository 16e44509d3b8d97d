package org.brixianode.send.stow;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.brixianode.send.Outcome;
import org.brixianode.send.PeerState;
import org.brixianode.send.PeerStatus;
import org.brixianode.send.StoreStatus;
import org.brixianode.send.http.HttpAnswer;
import org.brixianode.study.StatusCode;

/**
 * Interprets the Store Instances Response (PS3.18 10.5.3 and I.2): what became of each object. An
 * object that it does not name is not stored, whatever the status says: many a server of other
 * things answers any request with 200.
 */
final class StowAnswer {

    static final String JSON = "application/dicom+json";
    static final String XML = "application/dicom+xml";

    /** Duplicate SOP Instance (PS3.7 C.5.9): the server has the object already. */
    private static final int DUPLICATE = 0x0111;

    private static final String REFERENCED_SOP_SEQUENCE = "00081199";
    private static final String FAILED_SOP_SEQUENCE = "00081198";
    private static final String OTHER_FAILURES_SEQUENCE = "0008119A";
    private static final String REFERENCED_SOP_INSTANCE_UID = "00081155";
    private static final String WARNING_REASON = "00081196";
    private static final String FAILURE_REASON = "00081197";

    private static final int INSUFFICIENT_STORAGE = 507;

    private final Map<String, Outcome> named = new HashMap<>();
    private final Outcome others;

    private StowAnswer(int status, boolean readable, Optional<DicomTree> tree) {
        OptionalInt unnamed = OptionalInt.empty();
        if (tree.isPresent()) {
            for (DicomTree item : tree.get().items(REFERENCED_SOP_SEQUENCE)) {
                uid(item).ifPresent(uid -> named.put(uid, stored(item)));
            }
            for (DicomTree item : tree.get().items(FAILED_SOP_SEQUENCE)) {
                uid(item).ifPresent(uid -> named.put(uid, failed(reason(item))));
            }
            List<DicomTree> further = tree.get().items(OTHER_FAILURES_SEQUENCE);
            unnamed = further.isEmpty() ? unnamed : reason(further.get(0));
        }
        this.others = unnamed.isPresent() ? failed(unnamed) : others(status, readable);
    }

    /** Reads the answer to a Store request. */
    static StowAnswer of(HttpAnswer answer) {
        Optional<DicomTree> tree = tree(answer);
        return new StowAnswer(answer.status(), tree.isPresent(), tree);
    }

    private static Optional<DicomTree> tree(HttpAnswer answer) {
        if (!answer.body().complete() || answer.body().bytes().length == 0) {
            return Optional.empty();
        }
        try {
            return switch (answer.mediaType()) {
                case JSON, "application/json" -> Optional.of(JsonTree.read(answer.body().bytes()));
                case XML, "application/xml", "text/xml" ->
                        Optional.of(XmlTree.read(answer.body().bytes()));
                default -> Optional.empty();
            };
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What became of an object. */
    Outcome of(String sopInstanceUid) {
        return named.getOrDefault(sopInstanceUid, others);
    }

    private static Optional<String> uid(DicomTree item) {
        return item.text(REFERENCED_SOP_INSTANCE_UID);
    }

    private static OptionalInt reason(DicomTree item) {
        return item.number(FAILURE_REASON);
    }

    private static Outcome stored(DicomTree item) {
        OptionalInt warning = item.number(WARNING_REASON);
        if (warning.isEmpty() || warning.getAsInt() == 0) {
            return outcome(Outcome.Kind.SENT, 0, "");
        }
        int code = warning.getAsInt();
        return outcome(Outcome.Kind.SENT_WITH_WARNING, code, StoreStatus.describe(code));
    }

    private static Outcome failed(OptionalInt reason) {
        if (reason.isEmpty()) {
            return Outcome.without(Outcome.Kind.REFUSED, "no Failure Reason");
        }
        int code = reason.getAsInt();
        if (code == DUPLICATE) {
            return outcome(Outcome.Kind.SENT_WITH_WARNING, code, StoreStatus.describe(code));
        }
        // A failure is one, whatever its code.
        boolean resources = StoreStatus.kind(code) == Outcome.Kind.OUT_OF_RESOURCES;
        return outcome(
                resources ? Outcome.Kind.OUT_OF_RESOURCES : Outcome.Kind.REFUSED,
                code,
                StoreStatus.describe(code));
    }

    private static Outcome outcome(Outcome.Kind kind, int code, String text) {
        return new Outcome(
                kind,
                Optional.of(new PeerStatus(code, StoreStatus.describe(code))),
                PeerState.ANSWERS,
                text);
    }

    /** Of objects that the answer does not name. */
    private static Outcome others(int status, boolean readable) {
        if (status / 100 == 2) {
            return Outcome.without(
                    Outcome.Kind.REFUSED,
                    readable
                            ? "HTTP %d, but its answer does not say that it stored them"
                                    .formatted(status)
                            : "HTTP %d without a Store Instances Response (PS3.18 I.2): check that"
                                            .formatted(status)
                                    + " url is the base of a DICOMweb service");
        }
        String text = StatusCode.text(status) + meaning(status);
        return new Outcome(
                status == INSUFFICIENT_STORAGE
                        ? Outcome.Kind.OUT_OF_RESOURCES
                        : Outcome.Kind.REFUSED,
                Optional.of(new PeerStatus(status, text)),
                PeerState.ANSWERS,
                text);
    }

    private static String meaning(int status) {
        return switch (status) {
            case 400 -> " (bad request)";
            case 409 -> " (conflict)";
            case 413 -> " (content too large)";
            case 415 -> " (unsupported media type)";
            case 422 -> " (unprocessable content)";
            case 500 -> " (internal server error)";
            case INSUFFICIENT_STORAGE -> " (insufficient storage)";
            default -> "";
        };
    }
}
