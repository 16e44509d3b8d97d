package org.brixianode.send.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.brixianode.send.HttpService;
import org.brixianode.send.PeerState;
import org.brixianode.study.FailureText;
import org.brixianode.study.SafeText;

/** No answer came; the message names the peer and says what to check. */
public final class HttpFailure extends IOException {

    private static final long serialVersionUID = 1L;

    /** Longest cause in a message, in characters; it may contain text of the peer. */
    private static final int MAX_CAUSE = 600;

    private final PeerState state;

    HttpFailure(PeerState state, String message, Throwable cause) {
        super(message, cause);
        this.state = state;
    }

    static HttpFailure of(Throwable failure, HttpService service, String peer) {
        Found found = classify(failure, service);
        return new HttpFailure(found.state(), peer + ": " + found.text(), failure);
    }

    /** What is wrong, and what to check. */
    private record Found(PeerState state, String text) {}

    /** The message. */
    public String text() {
        return FailureText.of(this);
    }

    public PeerState state() {
        return state;
    }

    /** Whether the request may have been sent, wholly or in part. */
    public boolean wasConnected() {
        return switch (state) {
            case ABORTED, FAILED, ANSWERS -> true;
            case TIMEOUT -> !(getCause() instanceof HttpConnectTimeoutException);
            default -> false;
        };
    }

    private static Found classify(Throwable failure, HttpService service) {
        if (has(failure, UnresolvedAddressException.class)
                || has(failure, UnknownHostException.class)) {
            return new Found(
                    PeerState.UNKNOWN_HOST,
                    "no address for host '" + service.host() + "': check the name and the DNS");
        }
        if (failure instanceof HttpConnectTimeoutException) {
            return new Found(
                    PeerState.TIMEOUT,
                    "no connection in time: check that the host is up, and that no firewall"
                            + " swallows the connection");
        }
        if (failure instanceof HttpTimeoutException || failure instanceof TimeoutException) {
            return new Found(
                    PeerState.TIMEOUT,
                    "no answer in time though there is a connection: look into its log, and"
                            + " whether it is overloaded");
        }
        if (failure instanceof SSLException) {
            return new Found(PeerState.TLS_FAILED, tls(failure, service));
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return new Found(
                    PeerState.NO_CONNECTION,
                    "no connection to port "
                            + service.port()
                            + ": check that the peer runs, its port, and the firewalls");
        }
        return new Found(
                PeerState.ABORTED,
                "it closed the connection without a whole answer, or answers no HTTP ("
                        + cause(failure)
                        + "): check whether the port wants "
                        + (service.isHttps() ? "http" : "https")
                        + ", and its log");
    }

    private static String tls(Throwable failure, HttpService service) {
        return cause(failure)
                + ": check that the port speaks TLS 1.2 or 1.3, the certificates, the trust store,"
                + " and that the peer's certificate is for '"
                + service.host()
                + "'";
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 5; depth++) {
            if (type.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static String cause(Throwable failure) {
        return SafeText.line(FailureText.of(failure), MAX_CAUSE);
    }
}
