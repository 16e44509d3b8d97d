package org.brixianode.node.check;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.Comparator;
import org.brixianode.config.NodeConfig;
import org.brixianode.dicom.NodeIdentity;
import org.brixianode.dicom.TlsStores;
import org.brixianode.receive.ReceiveConfig;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.PeerState;
import org.brixianode.send.Reachability;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.send.dimse.EchoScu;
import org.brixianode.study.AeTitle;
import org.brixianode.study.FailureText;
import org.jspecify.annotations.Nullable;

/** Checks whether the port is free or in use by this node itself. */
public final class PortCheck {

    private static final String SECOND_NODE =
            "it is free, but a running node has the database: it listens elsewhere or is about to"
                    + " start or stop, and a second node cannot use the same storage";

    /**
     * @param nodeRuns whether a running node uses the database
     * @throws IOException if another program uses the port, or it is unavailable
     */
    public static String run(NodeConfig node, boolean nodeRuns)
            throws IOException, InterruptedException {
        ReceiveConfig receive = node.receive();
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(receive.bindAddress(), receive.port()));
            if (nodeRuns) {
                throw cannotBind(receive, SECOND_NODE, null);
            }
            return receive.port() + " is free";
        } catch (BindException e) {
            requireOwnAddress(receive, e);
            return inUse(node, nodeRuns, e);
        } catch (RuntimeException e) {
            throw cannotBind(receive, FailureText.of(e), e);
        }
    }

    /** Requires a local address, so that no C-ECHO is sent to another machine. */
    private static void requireOwnAddress(ReceiveConfig receive, BindException failure)
            throws IOException {
        InetAddress address = InetAddress.getByName(receive.bindAddress());
        boolean own =
                address.isAnyLocalAddress()
                        || address.isLoopbackAddress()
                        || NetworkInterface.getByInetAddress(address) != null;
        if (!own) {
            throw cannotBind(receive, "dicom.bind is not an address of this machine", failure);
        }
    }

    private static String inUse(NodeConfig node, boolean nodeRuns, BindException failure)
            throws IOException, InterruptedException {
        ReceiveConfig receive = node.receive();
        if (!hasUsableStores(receive)) {
            return notAsked(receive, nodeRuns, failure);
        }
        Reachability echo = EchoScu.echo(DimseConfig.defaults(caller(receive)), self(receive));
        boolean ours =
                echo.implementation()
                        .filter(NodeIdentity.IMPLEMENTATION_CLASS_UID::equals)
                        .isPresent();
        // Only for an embedded database is it known whether a node uses it.
        if (ours && !nodeRuns && node.queue().isEmbedded()) {
            throw cannotBind(
                    receive, "another Brixia Node with another storage.dir uses the port", failure);
        }
        if (ours && echo.ok()) {
            return receive.port() + " is in use by a running Brixia Node (C-ECHO answered)";
        }
        // The node need not trust its own certificate, nor need it be valid for this address.
        boolean accessRefused =
                echo.state() == PeerState.TLS_FAILED
                        || echo.state() == PeerState.REJECTED
                        || echo.state() == PeerState.BUSY;
        if (nodeRuns && accessRefused) {
            return receive.port()
                    + " is in use, and a running Brixia Node has the database (C-ECHO: "
                    + echo.message()
                    + ")";
        }
        String who =
                echo.implementation().isPresent()
                        ? "another DICOM program answers there"
                        : "no Brixia Node answers there: " + echo.message();
        throw cannotBind(receive, failure.getMessage() + "; " + who, failure);
    }

    /** The check of TLS says what is wrong with them. */
    private static boolean hasUsableStores(ReceiveConfig receive) {
        try {
            if (receive.tls().isPresent()) {
                TlsStores.open(receive.tls().get());
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Without its own stores the check cannot speak TLS with whatever listens. */
    private static String notAsked(ReceiveConfig receive, boolean nodeRuns, BindException failure)
            throws IOException {
        String why = "not asked, since the stores of dicom.tls cannot be used";
        if (nodeRuns) {
            return "%d is in use, and a running Brixia Node has the database (%s)"
                    .formatted(receive.port(), why);
        }
        throw cannotBind(receive, failure.getMessage() + "; what listens there is " + why, failure);
    }

    /** A calling AE title that the node accepts; its own may not be accepted. */
    private static AeTitle caller(ReceiveConfig receive) {
        return receive.acceptedCallers().stream()
                .min(Comparator.comparing(AeTitle::value))
                .orElse(receive.aeTitle());
    }

    private static DimseDestination self(ReceiveConfig receive) {
        boolean anyAddress =
                receive.bindAddress().equals("0.0.0.0") || receive.bindAddress().equals("::");
        return new DimseDestination(
                "port",
                receive.aeTitle(),
                anyAddress ? "127.0.0.1" : receive.bindAddress(),
                receive.port(),
                receive.tls());
    }

    private static IOException cannotBind(
            ReceiveConfig receive, String why, @Nullable Exception cause) {
        return new IOException(
                "dicom.port %d on %s cannot be bound: %s"
                        .formatted(receive.port(), receive.bindAddress(), why),
                cause);
    }

    private PortCheck() {}
}
