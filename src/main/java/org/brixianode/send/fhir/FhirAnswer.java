package org.brixianode.send.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.brixianode.send.Outcome;
import org.brixianode.send.PeerState;
import org.brixianode.send.PeerStatus;
import org.brixianode.send.http.HttpAnswer;
import org.brixianode.study.SafeText;
import org.brixianode.study.StatusCode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Interprets what a server answers to a transaction (FHIR R4 3.1.0.11.2). A success without a
 * transaction response is none: many a server of other things answers any request with 200.
 */
final class FhirAnswer {

    private static final Set<String> SEVERE = Set.of("fatal", "error");
    private static final int INSUFFICIENT_STORAGE = 507;
    private static final int MAX_ISSUES = 2;
    private static final int MAX_ISSUE = 200;

    private final HttpAnswer answer;
    private final Optional<JsonNode> resource;

    FhirAnswer(HttpAnswer answer) {
        this.answer = answer;
        this.resource = read(answer);
    }

    private static Optional<JsonNode> read(HttpAnswer answer) {
        if (!answer.body().complete() || answer.body().bytes().length == 0) {
            return Optional.empty();
        }
        try {
            JsonNode read = JsonMapper.shared().readTree(answer.body().bytes());
            return read.isObject() ? Optional.of(read) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Whether the server itself describes what is wrong with the request. */
    boolean isOperationOutcome() {
        return is("OperationOutcome");
    }

    /** The version of FHIR of a capability statement, as in {@code 4.0.1}; empty if it is none. */
    Optional<String> fhirVersion() {
        return resource.filter(one -> is("CapabilityStatement"))
                .map(one -> SafeText.line(one.path("fhirVersion").asString(""), MAX_ISSUE));
    }

    private boolean is(String type) {
        return resource.map(one -> one.path("resourceType").asString(""))
                .filter(type::equals)
                .isPresent();
    }

    /**
     * The outcome of a transaction.
     *
     * @param entries the number of its entries
     */
    Outcome outcome(int entries) {
        if (answer.isSuccess()) {
            return isStored(entries)
                    ? new Outcome(Outcome.Kind.SENT, Optional.empty(), PeerState.ANSWERS, "")
                    : Outcome.without(
                            Outcome.Kind.REFUSED,
                            "HTTP %d without the response to a transaction: check that url is the base of a FHIR R4 server"
                                    .formatted(answer.status()));
        }
        String status = StatusCode.text(answer.status()) + meaning(answer.status());
        return new Outcome(
                answer.status() == INSUFFICIENT_STORAGE
                        ? Outcome.Kind.OUT_OF_RESOURCES
                        : Outcome.Kind.REFUSED,
                Optional.of(new PeerStatus(answer.status(), status)),
                PeerState.ANSWERS,
                status + issues());
    }

    private boolean isStored(int entries) {
        if (!is("Bundle")) {
            return false;
        }
        JsonNode bundle = resource.orElseThrow();
        JsonNode answered = bundle.path("entry");
        if (!bundle.path("type").asString("").equals("transaction-response")
                || answered.size() != entries) {
            return false;
        }
        for (JsonNode entry : answered) {
            if (!entry.path("response").path("status").asString("").startsWith("2")) {
                return false;
            }
        }
        return true;
    }

    /** The words of the server, in quotation marks. */
    private String issues() {
        List<String> texts = new ArrayList<>();
        resource.filter(one -> isOperationOutcome())
                .ifPresent(
                        outcome -> {
                            for (JsonNode issue : outcome.path("issue")) {
                                issue(issue).ifPresent(texts::add);
                            }
                        });
        return texts.isEmpty()
                ? ""
                : ": " + String.join(", ", texts.subList(0, Math.min(MAX_ISSUES, texts.size())));
    }

    private static Optional<String> issue(JsonNode issue) {
        if (!SEVERE.contains(issue.path("severity").asString(""))) {
            return Optional.empty();
        }
        String details = issue.path("details").path("text").asString("");
        String text = details.isEmpty() ? issue.path("diagnostics").asString("") : details;
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of("\"" + SafeText.line(text, MAX_ISSUE) + "\"");
    }

    private static String meaning(int status) {
        return switch (status) {
            case 400 -> " (bad request)";
            case 404 -> " (not found)";
            case 409 -> " (conflict)";
            case 410 -> " (gone)";
            case 412 -> " (precondition failed: several resources have an identifier)";
            case 413 -> " (content too large)";
            case 415 -> " (unsupported media type)";
            case 422 -> " (unprocessable content)";
            case 500 -> " (internal server error)";
            case INSUFFICIENT_STORAGE -> " (insufficient storage)";
            default -> "";
        };
    }
}
