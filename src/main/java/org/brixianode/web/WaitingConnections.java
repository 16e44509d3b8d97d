package org.brixianode.web;

import java.net.SocketAddress;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Closes connections that send no whole request, the oldest first, when there are too many: a
 * client that opens hundreds and sends a byte now and then does not keep others out. Thread-safe.
 */
final class WaitingConnections implements Connection.Listener {

    private final int most;

    /** By the address of the client, in the order in which they were opened. */
    private final Map<SocketAddress, Connection> opened = new LinkedHashMap<>();

    /** Those with a request that is being answered. */
    private final Set<SocketAddress> answering = new HashSet<>();

    /**
     * @param most number of connections above which some are closed
     */
    WaitingConnections(int most) {
        this.most = most;
    }

    /** With TLS there are two for a client, of which the first is that of the socket. */
    @Override
    public void onOpened(Connection connection) {
        add(connection).ifPresent(oldest -> oldest.getEndPoint().close());
    }

    private synchronized Optional<Connection> add(Connection connection) {
        opened.putIfAbsent(connection.getEndPoint().getRemoteSocketAddress(), connection);
        if (opened.size() <= most) {
            return Optional.empty();
        }
        Iterator<Map.Entry<SocketAddress, Connection>> all = opened.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<SocketAddress, Connection> one = all.next();
            if (!answering.contains(one.getKey())) {
                all.remove();
                return Optional.of(one.getValue());
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized void onClosed(Connection connection) {
        opened.remove(connection.getEndPoint().getRemoteSocketAddress());
    }

    private synchronized void begin(SocketAddress client) {
        answering.add(client);
    }

    private synchronized void end(SocketAddress client) {
        answering.remove(client);
    }

    /** Notes which connections have a whole request. */
    final class Answering extends Handler.Wrapper {

        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws Exception {
            SocketAddress client = request.getConnectionMetaData().getRemoteSocketAddress();
            begin(client);
            Request.addCompletionListener(request, failure -> end(client));
            return super.handle(request, response, callback);
        }
    }
}
