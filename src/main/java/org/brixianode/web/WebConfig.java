package org.brixianode.web;

import java.util.Optional;
import org.brixianode.study.LoopbackHost;
import org.brixianode.web.access.AccessConfig;

/**
 * Configuration of the HTTP server.
 *
 * @param enabled whether it is started
 * @param bind address to listen on
 * @param port TCP port; 0 for any free one
 * @param access who may use it
 */
public record WebConfig(boolean enabled, String bind, int port, AccessConfig access) {

    private static final int LAST_PORT = 65535;

    /**
     * @throws IllegalArgumentException if the address is empty, the port is not 0 to 65535, or the
     *     address is beyond loopback although nobody logs in
     */
    public WebConfig {
        if (bind.isBlank()) {
            throw new IllegalArgumentException("web.bind is empty: name an address");
        }
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("web.port = " + port + " is not 0 to 65535");
        }
        if (enabled && access.isLocal() && !LoopbackHost.isBoundBy(bind)) {
            throw new IllegalArgumentException(
                    "web.bind = %s can be reached from other machines, and without users everybody there would be operator: configure web.users (bin/brixia-node hash-password makes an entry) or web.proxy, or set web.bind = \"127.0.0.1\""
                            .formatted(bind));
        }
    }

    /** Without users: for this machine only. */
    public WebConfig(boolean enabled, String bind, int port) {
        this(enabled, bind, port, AccessConfig.LOCAL);
    }

    /**
     * What crosses a network in clear text and why, as the beginning of a sentence; empty if
     * nothing does: on loopback, with TLS or behind a proxy.
     */
    public Optional<String> clearText() {
        boolean open =
                enabled
                        && access.tls().isEmpty()
                        && access.proxy().trusted().isEmpty()
                        && !LoopbackHost.isBoundBy(bind);
        return open
                ? Optional.of(
                        "web.bind = %s without web.tls: passwords and patient data".formatted(bind))
                : Optional.empty();
    }
}
