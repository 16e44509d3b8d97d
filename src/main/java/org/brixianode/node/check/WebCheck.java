package org.brixianode.node.check;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.brixianode.config.NodeConfig;
import org.brixianode.study.FailureText;
import org.brixianode.web.WebConfig;

/** Checks whether the port of the HTTP server is free or in use by this node itself. */
public final class WebCheck {

    /**
     * @param nodeRuns whether a running node uses the database
     * @throws IOException if another program uses the port, or it is unavailable
     */
    public static String run(NodeConfig node, boolean nodeRuns) throws IOException {
        WebConfig web = node.web();
        if (!web.enabled()) {
            return "not enabled (web.enabled = false)";
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(web.bind(), web.port()));
            return web.port() + " on " + web.bind() + " is free";
        } catch (BindException e) {
            if (nodeRuns) {
                return web.port()
                        + " on "
                        + web.bind()
                        + " is in use, and a running node has the"
                        + " database";
            }
            throw cannotBind(web, e);
        } catch (RuntimeException e) {
            throw cannotBind(web, e);
        }
    }

    private static IOException cannotBind(WebConfig web, Exception cause) {
        return new IOException(
                "web.port %d on %s cannot be bound: %s. Stop the program that uses it, or choose another web.port or web.bind"
                        .formatted(web.port(), web.bind(), FailureText.of(cause)),
                cause);
    }

    private WebCheck() {}
}
