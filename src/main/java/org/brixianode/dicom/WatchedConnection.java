package org.brixianode.dicom;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.aoju.bus.image.metric.Connection;

/**
 * The library's connection with every timeout set and its own {@link #connect}, since the library's
 * has no timeout for the TLS handshake and does not check the certificate's host name.
 */
final class WatchedConnection extends Connection {

    private static final long serialVersionUID = 1L;

    private final transient SocketWatchdog watchdog;
    private final transient NetworkLimits limits;
    private transient Optional<Tls> tls = Optional.empty();
    private transient volatile Optional<Socket> lastPlain = Optional.empty();
    private transient volatile Optional<WatchedSocket> lastWatched = Optional.empty();

    WatchedConnection(SocketWatchdog watchdog, NetworkLimits limits) {
        this.watchdog = watchdog;
        this.limits = limits;
        setConnectTimeout(ms(limits.connect()));
        setRequestTimeout(ms(limits.associate()));
        setAcceptTimeout(ms(limits.associate()));
        setResponseTimeout(ms(limits.response()));
        setRetrieveTimeout(ms(limits.response()));
        setIdleTimeout(ms(limits.idle()));
        setReleaseTimeout(ms(limits.release()));
        setReceivePDULength(limits.maxPduBytes());
        setSendPDULength(limits.maxPduBytes());
    }

    private static int ms(Duration wait) {
        return (int) wait.toMillis();
    }

    /** Sets the TLS settings of the next {@link #connect}. */
    void useTls(Optional<Tls> settings) {
        tls = settings;
    }

    /** Closes the socket of the last {@link #connect}, also while it is connecting. */
    void closeLast() {
        try {
            if (lastPlain.isPresent()) {
                lastPlain.get().close();
            }
        } catch (IOException expected) {
            // The socket is already closed.
        }
    }

    /** Whether this node has aborted the association of the last {@link #connect}. */
    boolean isLastAborted() {
        return lastWatched.filter(WatchedSocket::isAbortSent).isPresent();
    }

    @Override
    public Socket connect(Connection remote) throws IOException {
        Socket plain = new Socket();
        lastPlain = Optional.of(plain);
        lastWatched = Optional.empty();
        boolean connected = false;
        try {
            plain.setTcpNoDelay(true);
            plain.connect(address(remote), ms(limits.connect()));
            Socket layer = tls.isPresent() ? handshake(plain, tls.get(), remote) : plain;
            connected = true;
            WatchedSocket watched = new WatchedSocket(plain, layer, watchdog, limits);
            lastWatched = Optional.of(watched);
            return watched;
        } finally {
            if (!connected) {
                plain.close();
            }
        }
    }

    private static InetSocketAddress address(Connection remote) throws UnknownHostException {
        InetSocketAddress address = new InetSocketAddress(remote.getHostname(), remote.getPort());
        if (address.isUnresolved()) {
            throw new UnknownHostException(remote.getHostname());
        }
        return address;
    }

    private Socket handshake(Socket plain, Tls settings, Connection remote) throws IOException {
        SSLSocket layer = settings.client(plain, remote.getHostname(), remote.getPort());
        return watchdog.handshake(plain, layer, limits.connect());
    }
}
