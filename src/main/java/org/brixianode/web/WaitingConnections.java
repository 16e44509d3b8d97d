package org.brixianode.web;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Closes connections that send no whole request, the oldest first, when there are too many: a
 * client that opens hundreds and sends a byte now and then does not keep others out. Thread-safe.
 *
 * <p>Connections are told apart by their sockets, not by their remote addresses: a closed socket
 * does not know its address any more.
 */
final class WaitingConnections implements Connection.Listener {

    private final int most;

    /** The sockets in the order in which they were opened. */
    private final Set<EndPoint> opened = new LinkedHashSet<>();

    /** Those with a request that is being answered. */
    private final Set<EndPoint> answering = new HashSet<>();

    /**
     * @param most number of connections above which some are closed
     */
    WaitingConnections(int most) {
        this.most = most;
    }

    /** With TLS there is a connection within that of the socket, which is not counted. */
    @Override
    public void onOpened(Connection connection) {
        if (!(connection.getEndPoint() instanceof SslConnection.SslEndPoint)) {
            add(connection.getEndPoint()).ifPresent(EndPoint::close);
        }
    }

    private synchronized Optional<EndPoint> add(EndPoint socket) {
        opened.add(socket);
        if (opened.size() <= most) {
            return Optional.empty();
        }
        Iterator<EndPoint> all = opened.iterator();
        while (all.hasNext()) {
            EndPoint one = all.next();
            if (!answering.contains(one)) {
                all.remove();
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** The end of the connection within that of TLS is not that of the socket. */
    @Override
    public synchronized void onClosed(Connection connection) {
        opened.remove(connection.getEndPoint());
        answering.remove(connection.getEndPoint());
    }

    private synchronized void begin(EndPoint socket) {
        if (opened.contains(socket)) {
            answering.add(socket);
        }
    }

    private synchronized void end(EndPoint socket) {
        answering.remove(socket);
    }

    private static EndPoint socket(Request request) {
        EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
        return end instanceof SslConnection.SslEndPoint inner
                ? inner.getSslConnection().getEndPoint()
                : end;
    }

    /** Notes which connections have a whole request. */
    final class Answering extends Handler.Wrapper {

        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws Exception {
            EndPoint socket = socket(request);
            begin(socket);
            Request.addCompletionListener(request, failure -> end(socket));
            return super.handle(request, response, callback);
        }
    }
}
