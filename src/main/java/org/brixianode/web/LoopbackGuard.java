package org.brixianode.web;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.brixianode.ops.NetworkAddress;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.TrustedName;

/**
 * Serves this machine only: refuses another address to listen on, and requests for another host
 * name, with which a page of another site could reach the node through a user's browser (DNS
 * rebinding).
 */
public final class LoopbackGuard implements Consumer<JavalinConfig> {

    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

    private static final TrustedName LOCAL = new TrustedName("local");

    @Override
    public void accept(JavalinConfig config) {
        config.routes.before(LoopbackGuard::check);
    }

    private static void check(Context request) {
        String host = request.header("Host");
        if (host == null || !LOOPBACK.matcher(host).matches()) {
            throw new ForbiddenResponse("this interface serves requests to localhost only");
        }
    }

    /** Who sends a request: whoever works on this machine. */
    public static NodeEvent.Operator operator(Context request) {
        return new NodeEvent.Operator(LOCAL, new NetworkAddress(request.ip()));
    }

    /**
     * @throws WebFailure if the address is not one of loopback
     */
    static void requireLoopback(WebConfig config) throws WebFailure {
        try {
            if (InetAddress.getByName(config.bind()).isLoopbackAddress()) {
                return;
            }
        } catch (UnknownHostException e) {
            throw new WebFailure("web.bind = " + config.bind() + " is no address of a host", e);
        }
        throw new WebFailure(
                "web.bind = %s is not an address of loopback, and there is no login yet: use 127.0.0.1"
                        .formatted(config.bind()));
    }
}
