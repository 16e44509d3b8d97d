package org.brixianode.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
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
        if (enabled && access.isLocal() && !isLoopback(bind)) {
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
     * Whether passwords and patient data cross the network in clear text: beyond loopback, without
     * TLS and without a proxy.
     */
    public boolean isClearText() {
        return enabled
                && access.tls().isEmpty()
                && access.proxy().trusted().isEmpty()
                && !isLoopback(bind);
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
