package org.brixianode.ops.audit;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.brixianode.study.FailureText;
import org.jspecify.annotations.Nullable;

/**
 * TLS to a syslog server: TLS 1.2 and 1.3 with forward secrecy and authenticated encryption (RFC
 * 9662); the server's certificate must be trusted and valid for its host name.
 */
final class SyslogTls {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private static final Pattern SUITES =
            Pattern.compile(
                    "TLS_(AES|CHACHA20)_.*"
                            + "|TLS_(ECDHE|DHE)_(RSA|ECDSA)_WITH_(AES_\\d+_GCM|CHACHA20_POLY1305)_.*");

    /** Creates the client's socket over a connected one; the caller starts the handshake. */
    static SSLSocket client(SyslogConfig config, Socket plain) throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        context(config)
                                .getSocketFactory()
                                .createSocket(plain, config.host(), config.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setCipherSuites(
                Arrays.stream(socket.getEnabledCipherSuites())
                        .filter(suite -> SUITES.matcher(suite).matches())
                        .toArray(String[]::new));
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
            context.init(keys(config.keys()), trusted(config.trusted()), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS for audit.syslog cannot be set up: " + FailureText.of(e), e);
        }
    }

    private static KeyManager @Nullable [] keys(Optional<SyslogConfig.Store> store)
            throws IOException, GeneralSecurityException {
        if (store.isEmpty()) {
            return null;
        }
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(
                load("audit.syslog.key-store", store.get()), store.get().password().toCharArray());
        return factory.getKeyManagers();
    }

    private static TrustManager @Nullable [] trusted(Optional<SyslogConfig.Store> store)
            throws IOException, GeneralSecurityException {
        if (store.isEmpty()) {
            return null;
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(load("audit.syslog.trust-store", store.get()));
        return factory.getTrustManagers();
    }

    private static KeyStore load(String key, SyslogConfig.Store store) throws IOException {
        try {
            return KeyStore.getInstance(store.file().toFile(), store.password().toCharArray());
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new IOException(
                    "%s = %s cannot be opened as PKCS #12 or JKS: %s"
                            .formatted(key, store.file(), FailureText.of(e)),
                    e);
        }
    }

    private SyslogTls() {}
}
