package org.brixianode.ops.audit;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.brixianode.study.FailureText;
import org.brixianode.study.StoreFile;
import org.brixianode.study.TlsProfile;
import org.jspecify.annotations.Nullable;

/**
 * TLS to a syslog server: TLS 1.2 and 1.3 with forward secrecy and authenticated encryption (RFC
 * 9662); the server's certificate must be trusted and valid for its host name.
 */
final class SyslogTls {

    /** Creates the client's socket over a connected one; the caller starts the handshake. */
    static SSLSocket client(SyslogConfig config, Socket plain) throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        context(config)
                                .getSocketFactory()
                                .createSocket(plain, config.host(), config.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        TlsProfile.restrict(parameters);
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    /**
     * Opens the stores.
     *
     * @throws IOException if one cannot be used; the message names it
     */
    static SSLContext context(SyslogConfig config) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    keys(config),
                    StoreFile.trustManagers(config.trusted().map(SyslogTls::file)),
                    null);
            return context;
        } catch (IOException e) {
            throw new IOException("audit.syslog: " + FailureText.of(e), e);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS for audit.syslog cannot be set up: " + FailureText.of(e), e);
        }
    }

    private static KeyManager @Nullable [] keys(SyslogConfig config) throws IOException {
        return config.keys().isPresent() ? file(config.keys().get()).keyManagers() : null;
    }

    private static StoreFile file(SyslogConfig.Store store) {
        return new StoreFile(store.file(), store.password());
    }

    private SyslogTls() {}
}
