package org.brixianode.send.dimse;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.aoju.bus.image.metric.internal.pdu.AAbort;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRJ;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.Outcome;
import org.brixianode.send.PeerState;
import org.brixianode.study.AeTitle;
import org.brixianode.study.FailureText;
import org.brixianode.study.SafeText;

/**
 * Why a peer cannot be used, with advice for the operator.
 *
 * @param message names the peer
 */
record PeerFailure(PeerState state, String message) {

    /** Longest cause in a message, in characters; it may contain text of the peer. */
    private static final int MAX_CAUSE = 600;

    static PeerFailure of(IOException failure, DimseDestination peer, AeTitle ownTitle) {
        PeerFailure found = classify(failure, peer, ownTitle);
        return new PeerFailure(found.state, peer.describe() + ": " + found.message);
    }

    /** Of a request in an open association that the peer ended or broke. */
    static PeerFailure ofRequest(IOException failure, DimseDestination peer, AeTitle ownTitle) {
        boolean closed = failure instanceof EOFException || failure instanceof SocketException;
        return closed
                ? new PeerFailure(
                        PeerState.ABORTED,
                        peer.describe()
                                + ": it aborted the association or closed the connection before it"
                                + " answered: look into its log")
                : of(failure, peer, ownTitle);
    }

    /** Of a request in an association that this node aborted. */
    static PeerFailure ofOwnAbort(IOException failure, DimseDestination peer, AeTitle ownTitle) {
        return failure instanceof SocketTimeoutException
                ? of(failure, peer, ownTitle)
                : new PeerFailure(
                        PeerState.FAILED,
                        peer.describe()
                                + ": this node aborted the association, because the answer is no"
                                + " valid response ("
                                + cause(failure)
                                + ")");
    }

    /** Of a request during which this node closed the connection, as at a stop. */
    static PeerFailure ofOwnEnd(DimseDestination peer) {
        return new PeerFailure(
                PeerState.ANSWERS,
                peer.describe() + ": this node closed the connection before the answer came");
    }

    /** The outcome of an object for which no response came. */
    Outcome outcome(Outcome.Kind kind) {
        return Outcome.without(kind, state, message);
    }

    private static PeerFailure classify(
            IOException failure, DimseDestination peer, AeTitle ownTitle) {
        if (failure instanceof AAssociateRJ rejection) {
            return new PeerFailure(
                    isTransient(rejection) ? PeerState.BUSY : PeerState.REJECTED,
                    rejection(rejection, peer, ownTitle));
        }
        if (failure instanceof PeerAssociation.NoResponseException) {
            return new PeerFailure(
                    PeerState.TIMEOUT,
                    cause(failure)
                            + " though the association is open: look into its log, and whether it"
                            + " is overloaded");
        }
        if (failure instanceof SocketTimeoutException) {
            return new PeerFailure(
                    PeerState.TIMEOUT,
                    cause(failure)
                            + ": check that the host is up, that no firewall swallows the"
                            + " connection, and that a DICOM node listens on this port");
        }
        if (failure instanceof UnknownHostException) {
            return new PeerFailure(
                    PeerState.UNKNOWN_HOST,
                    "no address for host '" + peer.host() + "': check the name and the DNS");
        }
        if (failure instanceof SSLException) {
            return new PeerFailure(
                    PeerState.TLS_FAILED,
                    cause(failure)
                            + ": check that the port speaks TLS, both certificates, the trust"
                            + " stores, and that the peer's certificate is for '"
                            + peer.host()
                            + "'");
        }
        return connection(failure);
    }

    private static PeerFailure connection(IOException failure) {
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return new PeerFailure(
                    PeerState.NO_CONNECTION,
                    cause(failure) + ": check that the peer runs, its port, and the firewalls");
        }
        if (failure instanceof AAbort) {
            return new PeerFailure(
                    PeerState.ABORTED, "it aborted (" + cause(failure) + "): look into its log");
        }
        if (failure instanceof EOFException || failure instanceof SocketException) {
            return new PeerFailure(
                    PeerState.ABORTED,
                    "it closed the connection without an answer: check that the port is a DICOM"
                            + " port, and whether it wants TLS");
        }
        return new PeerFailure(PeerState.FAILED, cause(failure));
    }

    private static String cause(IOException failure) {
        return SafeText.line(FailureText.of(failure), MAX_CAUSE);
    }

    /** PS3.8 9.3.4, table 9-21. */
    private static String rejection(
            AAssociateRJ rejection, DimseDestination peer, AeTitle ownTitle) {
        String advice =
                switch (rejection.getSource() * 10 + rejection.getReason()) {
                    case 12 -> "it does not know the DICOM application context";
                    case 13 ->
                            "it does not know the calling AE title "
                                    + ownTitle
                                    + ": enter it there";
                    case 17 -> "it is not called " + peer.aeTitle() + ": check its AE title";
                    case 22 -> "it speaks another version of the protocol";
                    case 31 -> "it is congested: try again later";
                    case 32 -> "its limit of associations is reached: try again later";
                    default -> "no reason given: check the AE titles on both sides and its log";
                };
        String lasting = isTransient(rejection) ? "rejected for the time being" : "rejected";
        return lasting + ", " + advice;
    }

    private static boolean isTransient(AAssociateRJ rejection) {
        return rejection.getResult() == AAssociateRJ.RESULT_REJECTED_TRANSIENT;
    }
}
