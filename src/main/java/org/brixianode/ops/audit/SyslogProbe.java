package org.brixianode.ops.audit;

import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.brixianode.study.FailureText;

/** Tries the connection to the syslog server without sending a message. */
public final class SyslogProbe {

    /** With TLS 1.3 a server refuses a client's certificate after the handshake. */
    private static final Duration REFUSAL = Duration.ofMillis(500);

    /**
     * @return what was tried
     * @throws IOException if the server cannot be reached, is not trusted or refuses the node; the
     *     message names it and says what to do
     */
    public static String run(SyslogConfig config) throws IOException, InterruptedException {
        if (config.transport() == SyslogConfig.Transport.TLS) {
            // The stores first: their message names the key.
            SyslogTls.context(config);
        }
        try (SyslogConnection connection = SyslogConnection.open(config)) {
            if (connection.awaitEnd(REFUSAL)) {
                throw new IOException(connection.reason());
            }
        } catch (UnknownHostException e) {
            throw failed(config, "the host name is not known", e);
        } catch (IOException e) {
            throw failed(config, FailureText.of(e), e);
        }
        return config.server()
                + (config.transport() == SyslogConfig.Transport.UDP
                        ? ", not confirmed: UDP has no connection"
                        : " is reachable");
    }

    private static IOException failed(SyslogConfig config, String why, IOException cause) {
        return new IOException(
                "%s: %s. Is it running, and does audit.syslog name its host, port, transport and certificates? Audit messages are kept on disk until it answers"
                        .formatted(config.server(), why),
                cause);
    }

    private SyslogProbe() {}
}
