package org.brixianode.dicom;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.brixianode.study.FailureText;
import org.brixianode.study.StoreFile;
import org.brixianode.study.TlsProfile;

/**
 * Creates TLS sockets over connected sockets, with the protocols and cipher suites of {@link
 * TlsProfile}.
 *
 * <p>The caller keeps the plain socket, so that it can close the connection while the TLS layer
 * blocks on the peer.
 */
public final class Tls {

    private final SSLContext context;
    private final boolean needClientAuth;

    private Tls(SSLContext context, boolean needClientAuth) {
        this.context = context;
        this.needClientAuth = needClientAuth;
    }

    /**
     * @throws IOException if a store cannot be read; the message names it
     */
    public static Tls open(TlsConfig config) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    config.keys().keyManagers(),
                    StoreFile.trustManagers(Optional.of(config.trusted())),
                    null);
            return new Tls(context, config.needClientAuth());
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS with " + config + " cannot be set up: " + e, e);
        }
    }

    /** Creates the server's socket; the caller starts the handshake. */
    public SSLSocket server(Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, true);
        restrict(socket);
        socket.setNeedClientAuth(needClientAuth);
        return socket;
    }

    /**
     * Creates the client's socket, which checks that the peer's certificate is valid for this host.
     */
    SSLSocket client(Socket plain, String host, int port) throws IOException {
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
        restrict(socket);
        SSLParameters parameters = socket.getSSLParameters();
        // Host names are checked as in RFC 2818; the DICOM library does not check them.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static void restrict(SSLSocket socket) {
        SSLParameters parameters = socket.getSSLParameters();
        TlsProfile.restrict(parameters);
        socket.setSSLParameters(parameters);
    }

    /**
     * Adds the accepted protocols and cipher suites to a handshake failure that was caused by them.
     */
    static IOException explainHandshake(IOException failure) {
        String message = FailureText.of(failure);
        boolean noCommonSuite =
                message.contains("no cipher suites in common")
                        || message.contains("protocol_version")
                        || message.contains("protocol version")
                        || message.contains("is not enabled or supported")
                        || message.contains("handshake_failure");
        if (!(failure instanceof SSLHandshakeException) || !noCommonSuite) {
            return failure;
        }
        SSLHandshakeException explained =
                new SSLHandshakeException(
                        message
                                + " (only TLS 1.3, and TLS 1.2 with ECDHE and AES-GCM or"
                                + " ChaCha20-Poly1305, are accepted: BCP 195)");
        explained.initCause(failure);
        return explained;
    }
}
