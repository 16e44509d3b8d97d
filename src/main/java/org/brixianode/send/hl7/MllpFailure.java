package org.brixianode.send.hl7;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.brixianode.send.Hl7Destination;
import org.brixianode.send.Outcome;
import org.brixianode.send.PeerState;
import org.brixianode.study.FailureText;
import org.brixianode.study.SafeText;

/**
 * Why no acknowledgement came, with advice for the operator.
 *
 * @param message names the peer
 */
record MllpFailure(PeerState state, String message) {

    /** Longest cause in a message, in characters; it may contain text of the peer. */
    private static final int MAX_CAUSE = 600;

    /** No connection could be opened. */
    static MllpFailure ofOpening(IOException failure, Hl7Destination peer) {
        if (failure instanceof SocketTimeoutException) {
            return of(
                    PeerState.TIMEOUT,
                    peer,
                    cause(failure) + ": check that the host is up, its port, and the firewalls");
        }
        if (failure instanceof UnknownHostException) {
            return of(
                    PeerState.UNKNOWN_HOST,
                    peer,
                    "no address for host '" + peer.host() + "': check the name and the DNS");
        }
        if (failure instanceof SSLException) {
            return of(
                    PeerState.TLS_FAILED,
                    peer,
                    cause(failure)
                            + ": check that the port speaks TLS 1.2 or 1.3, the certificates, the"
                            + " trust store, and that the peer's certificate is for '"
                            + peer.host()
                            + "'");
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return of(
                    PeerState.NO_CONNECTION,
                    peer,
                    cause(failure) + ": check that the receiver runs, its port, and the firewalls");
        }
        return of(PeerState.FAILED, peer, cause(failure));
    }

    /** A message was sent, at least in part, and no valid answer came. */
    static MllpFailure ofMessage(IOException failure, Hl7Destination peer) {
        if (failure instanceof SocketTimeoutException) {
            return of(
                    PeerState.TIMEOUT,
                    peer,
                    cause(failure)
                            + " though there is a connection: look into its log, and whether it is"
                            + " overloaded");
        }
        if (failure instanceof EOFException || failure instanceof SocketException) {
            return of(
                    PeerState.ABORTED,
                    peer,
                    "it closed the connection before it answered: look into its log, and check"
                            + " whether the port wants TLS");
        }
        return of(PeerState.FAILED, peer, cause(failure));
    }

    /** This node closed the connection, as at a stop. */
    static MllpFailure ofOwnEnd(Hl7Destination peer) {
        return of(
                PeerState.ANSWERS, peer, "this node closed the connection before the answer came");
    }

    private static MllpFailure of(PeerState state, Hl7Destination peer, String what) {
        return new MllpFailure(state, peer.describe() + ": " + what);
    }

    /** The outcome of a message without an acknowledgement. */
    Outcome outcome(Outcome.Kind kind) {
        return Outcome.without(kind, state, message);
    }

    private static String cause(IOException failure) {
        return SafeText.line(FailureText.of(failure), MAX_CAUSE);
    }
}
