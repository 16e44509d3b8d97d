package org.brixianode.dicom;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.brixianode.study.FailureText;

/**
 * Lays TLS over a connected socket; TLS 1.2 and 1.3 only, and of their cipher suites only those
 * with forward secrecy and authenticated encryption (PS3.15 B.12, BCP 195 as of RFC 9325).
 *
 * <p>The plain socket stays the caller's, so that it can be closed under a peer that holds up the
 * TLS layer.
 */
public final class Tls {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** All of TLS 1.3; of TLS 1.2 those with an ephemeral key exchange and an AEAD cipher. */
    private static final Pattern SUITES =
            Pattern.compile(
                    "TLS_(AES|CHACHA20)_.*"
                            + "|TLS_(ECDHE|DHE)_(RSA|ECDSA)_WITH_(AES_\\d+_GCM|CHACHA20_POLY1305)_.*");

    private final SSLContext context;
    private final boolean needClientAuth;

    private Tls(SSLContext context, boolean needClientAuth) {
        this.context = context;
        this.needClientAuth = needClientAuth;
    }

    /**
     * @throws IOException naming the store that cannot be read
     */
    public static Tls open(TlsConfig config) throws IOException {
        TlsStores stores = TlsStores.open(config);
        try {
            KeyManagerFactory own =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(stores.keys(), config.keyStorePassword().toCharArray());
            TrustManagerFactory others =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            others.init(stores.trusted());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), others.getTrustManagers(), null);
            return new Tls(context, config.needClientAuth());
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS with " + config + " cannot be set up: " + e, e);
        }
    }

    /** The accepting end; the handshake is the caller's to start. */
    public SSLSocket server(Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, true);
        restrict(socket);
        socket.setNeedClientAuth(needClientAuth);
        return socket;
    }

    /** The connecting end, which checks that the peer's certificate is for this host. */
    SSLSocket client(Socket plain, String host, int port) throws IOException {
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
        restrict(socket);
        SSLParameters parameters = socket.getSSLParameters();
        // The rule for names is that of RFC 2818; the library has none.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static void restrict(SSLSocket socket) {
        socket.setEnabledProtocols(PROTOCOLS);
        socket.setEnabledCipherSuites(
                Arrays.stream(socket.getEnabledCipherSuites())
                        .filter(suite -> SUITES.matcher(suite).matches())
                        .toArray(String[]::new));
    }

    /** A handshake that failed, with what this end takes where the two ends have nothing common. */
    static IOException explain(IOException failure) {
        String message = FailureText.of(failure);
        boolean nothingCommon =
                message.contains("no cipher suites in common")
                        || message.contains("protocol_version")
                        || message.contains("protocol version")
                        || message.contains("is not enabled or supported")
                        || message.contains("handshake_failure");
        if (!(failure instanceof SSLHandshakeException) || !nothingCommon) {
            return failure;
        }
        SSLHandshakeException told =
                new SSLHandshakeException(
                        message
                                + " (only TLS 1.3, and TLS 1.2 with ECDHE or DHE and AES-GCM or"
                                + " ChaCha20-Poly1305, are accepted: BCP 195)");
        told.initCause(failure);
        return told;
    }
}
