package org.brixianode.node.check;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.brixianode.config.NodeConfig;
import org.brixianode.receive.stow.StowConfig;
import org.brixianode.study.FailureText;

/** Checks whether the port of STOW-RS is free or in use by this node itself. */
public final class StowCheck {

    /**
     * @param node with STOW-RS enabled
     * @param nodeRuns whether a running node uses the database
     * @throws IOException if another program uses the port, or it is unavailable
     */
    public static String run(NodeConfig node, boolean nodeRuns) throws IOException {
        StowConfig stow = node.stow().orElseThrow();
        String where = stow.port() + " on " + stow.bind();
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(stow.bind(), stow.port()));
            return where + " is free; senders: " + stow.senders().size();
        } catch (BindException e) {
            if (nodeRuns) {
                return where + " is in use, and a running node has the database";
            }
            throw cannotBind(where, e);
        } catch (RuntimeException e) {
            throw cannotBind(where, e);
        }
    }

    private static IOException cannotBind(String where, Exception cause) {
        return new IOException(
                "stow.port %s cannot be bound: %s. Stop the program that uses it, or choose another stow.port or stow.bind"
                        .formatted(where, FailureText.of(cause)),
                cause);
    }

    private StowCheck() {}
}
