package org.brixianode.ops.audit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.brixianode.study.LoopbackHost;

/**
 * The syslog server (audit record repository) that receives the audit messages.
 *
 * @param spoolBytes size of the messages kept on disk while the server is away; the oldest are
 *     deleted when there are more
 * @param spoolAge age after which a message that could not be sent is deleted
 * @param keys the node's key and certificate, if the server requires one
 * @param trusted certificates that the server's must be issued by; empty: those of the Java runtime
 */
public record SyslogConfig(
        Transport transport,
        String host,
        int port,
        long spoolBytes,
        Duration spoolAge,
        Optional<Store> keys,
        Optional<Store> trusted) {

    /** How messages are transmitted. */
    public enum Transport {
        /** RFC 5425. */
        TLS,
        /** RFC 6587 with octet counting; not encrypted. */
        TCP,
        /** RFC 5426; not encrypted, and messages may be lost or truncated. */
        UDP
    }

    /** A PKCS #12, JKS or PEM file. */
    public record Store(Path file, String password) {

        /** Masks the password. */
        @Override
        public String toString() {
            return "Store[file=" + file + ", password=********]";
        }
    }

    private static final long MIN_SPOOL = 1 << 20;
    private static final Duration MIN_AGE = Duration.ofMinutes(1);
    private static final int MAX_PORT = 65535;

    /**
     * @throws IllegalArgumentException if a value is out of range
     */
    public SyslogConfig {
        if (host.isBlank()) {
            throw new IllegalArgumentException(
                    "audit.syslog.host is empty: name the syslog server, or set"
                            + " audit.syslog.enabled = false");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "audit.syslog.port = " + port + " must be 1 to " + MAX_PORT);
        }
        if (spoolBytes < MIN_SPOOL) {
            throw new IllegalArgumentException("audit.syslog.spool-size must be 1 MiB or more");
        }
        if (spoolAge.compareTo(MIN_AGE) < 0) {
            throw new IllegalArgumentException("audit.syslog.spool-age must be 1 minute or more");
        }
    }

    /**
     * What crosses a network in clear text and why, as the beginning of a sentence; empty if
     * nothing does.
     */
    public Optional<String> clearText() {
        return transport == Transport.TLS || LoopbackHost.matches(host)
                ? Optional.empty()
                : Optional.of("audit.syslog.transport is not tls: the audit messages");
    }

    /** The server, for messages. */
    public String server() {
        return "%s:%d (%s)".formatted(host, port, transport);
    }
}
