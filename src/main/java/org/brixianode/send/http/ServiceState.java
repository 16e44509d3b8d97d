package org.brixianode.send.http;

import java.util.Optional;
import org.brixianode.send.PeerState;
import org.brixianode.study.StatusCode;

/**
 * A service that takes no object now, whichever it is, as its status says (RFC 9110 15).
 *
 * @param text what to check
 */
public record ServiceState(PeerState state, String text) {

    /**
     * What the answer to a request to store something says; empty if it concerns what was sent.
     *
     * @param offer what the service does not offer if it does not know the method
     * @param base of what the configured URL must be the base, as in {@code the FHIR server}
     */
    public static Optional<ServiceState> ofStore(HttpAnswer answer, String offer, String base) {
        return switch (answer.status()) {
            case 405, 501 -> lasting(answer, "it does not offer " + offer + " here: check url");
            default -> of(answer, base);
        };
    }

    /**
     * What any answer says; a service need not have a method with which it is tested.
     *
     * @param base of what the configured URL must be the base, as in {@code the FHIR server}
     */
    public static Optional<ServiceState> of(HttpAnswer answer, String base) {
        return switch (answer.status()) {
            case 401, 407 ->
                    lasting(
                            answer,
                            "it does not accept the credentials: check user and password, or token");
            case 403 -> lasting(answer, "it forbids this user to store: check its access rights");
            case 404, 410 ->
                    lasting(answer, "it has no such path: check that url is the base of " + base);
            case 408, 425, 429, 502, 503, 504 ->
                    Optional.of(
                            new ServiceState(
                                    PeerState.BUSY,
                                    StatusCode.text(answer.status())
                                            + ": it is not available for the time being"));
            default -> redirect(answer);
        };
    }

    private static Optional<ServiceState> redirect(HttpAnswer answer) {
        return answer.status() / 100 == 3
                ? lasting(
                        answer,
                        "it redirects to "
                                + answer.redirectTarget()
                                + ", which is not followed: enter that URL")
                : Optional.empty();
    }

    /** A service that has to be mended, or its configuration. */
    private static Optional<ServiceState> lasting(HttpAnswer answer, String text) {
        return Optional.of(
                new ServiceState(
                        PeerState.REJECTED, StatusCode.text(answer.status()) + ": " + text));
    }
}
