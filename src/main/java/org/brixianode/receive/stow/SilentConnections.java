package org.brixianode.receive.stow;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which no request arrives soon after they are opened, and those beyond a
 * number, in all and of one address: a client that sends a byte now and then keeps no other out.
 * Thread-safe.
 */
final class SilentConnections implements Connection.Listener {

    /** For the TLS handshake and the header of the first request. */
    static final Duration FIRST_REQUEST = Duration.ofSeconds(10);

    private static final int MAX_CONNECTIONS = 200;
    private static final int MAX_OF_ADDRESS = 50;

    private final Scheduler scheduler;
    private final Duration firstRequest;

    /** The host of each open socket; a closed socket does not know it any more. */
    private final Map<EndPoint, Object> open = new IdentityHashMap<>();

    private final Set<EndPoint> silent = new HashSet<>();
    private final Map<Object, Integer> ofHost = new HashMap<>();

    /**
     * @param firstRequest time for the first request of a connection
     */
    SilentConnections(Scheduler scheduler, Duration firstRequest) {
        this.scheduler = scheduler;
        this.firstRequest = firstRequest;
    }

    /** With TLS there is a connection within that of the socket, which is not counted. */
    @Override
    public void onOpened(Connection connection) {
        EndPoint socket = connection.getEndPoint();
        if (socket instanceof SslConnection.SslEndPoint) {
            return;
        }
        if (isTooMany(socket)) {
            socket.close();
        } else {
            scheduler.schedule(
                    () -> closeIfSilent(socket), firstRequest.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized boolean isTooMany(EndPoint socket) {
        SocketAddress client = socket.getRemoteSocketAddress();
        Object host = client instanceof InetSocketAddress peer ? peer.getAddress() : "unknown";
        open.put(socket, host);
        silent.add(socket);
        return ofHost.merge(host, 1, Integer::sum) > MAX_OF_ADDRESS
                || open.size() > MAX_CONNECTIONS;
    }

    private void closeIfSilent(EndPoint socket) {
        boolean closes;
        synchronized (this) {
            closes = silent.contains(socket);
        }
        if (closes) {
            socket.close();
        }
    }

    /** A request has arrived on a connection, its header at least. */
    synchronized void arrived(Connection connection) {
        silent.remove(socket(connection));
    }

    private static EndPoint socket(Connection connection) {
        return connection.getEndPoint() instanceof SslConnection.SslEndPoint inner
                ? inner.getSslConnection().getEndPoint()
                : connection.getEndPoint();
    }

    @Override
    public synchronized void onClosed(Connection connection) {
        EndPoint socket = connection.getEndPoint();
        Object host = open.remove(socket);
        if (host != null) {
            silent.remove(socket);
            ofHost.computeIfPresent(host, (same, number) -> number == 1 ? null : number - 1);
        }
    }
}
