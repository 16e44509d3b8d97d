package org.brixianode.web;

/**
 * Configuration of the HTTP server.
 *
 * @param enabled whether it is started
 * @param bind address to listen on
 * @param port TCP port; 0 for any free one
 */
public record WebConfig(boolean enabled, String bind, int port) {

    private static final int LAST_PORT = 65535;

    /**
     * @throws IllegalArgumentException if the address is empty or the port is not 0 to 65535
     */
    public WebConfig {
        if (bind.isBlank()) {
            throw new IllegalArgumentException("web.bind is empty: name an address");
        }
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("web.port = " + port + " is not 0 to 65535");
        }
    }
}
