package org.brixianode.receive;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open connections, bounded in total and per remote address, so that no peer can block the
 * others.
 *
 * <p>If a bound is reached, a new connection evicts the oldest connection that has no association
 * yet: one of the same address if that address is at its bound, else one of the address with the
 * most such connections. A sender requests an association as soon as it is connected, so that many
 * silent connections cannot keep it out. Connections with an association are never evicted.
 */
final class Connections {

    /** Additional connections for those without an association yet, being rejected, or closing. */
    private static final int SPARE = 32;

    private static final int SPARE_PER_ADDRESS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final ReceiveConfig.Associations bounds;

    /** By remote address and port, in the order of acceptance. */
    private final Map<SocketAddress, Entry> open = new LinkedHashMap<>();

    /** One open connection. */
    static final class Entry {
        private final Socket socket;
        private final InetAddress address;
        private boolean hasAssociation;
        private volatile boolean evicted;

        private Entry(Socket socket) {
            this.socket = socket;
            this.address = socket.getInetAddress();
        }

        /** Whether it was closed for a newer connection. */
        boolean isEvicted() {
            return evicted;
        }
    }

    Connections(ReceiveConfig.Associations bounds) {
        this.bounds = bounds;
    }

    /** The maximum number of open connections. */
    int bound() {
        return bounds.most() + SPARE;
    }

    /**
     * Adds a new connection, if necessary in place of one without an association.
     *
     * @return empty if a bound is reached and no connection can be evicted
     */
    synchronized Optional<Entry> add(Socket socket) {
        Entry entry = new Entry(socket);
        if (connectionsOf(entry.address) >= bounds.perAddress() + SPARE_PER_ADDRESS
                && !evictOldestIdle(entry.address)) {
            return Optional.empty();
        }
        if (open.size() >= bound()
                && !addressWithMostIdle().map(this::evictOldestIdle).orElse(false)) {
            return Optional.empty();
        }
        open.put(socket.getRemoteSocketAddress(), entry);
        return Optional.of(entry);
    }

    /** Removes a closed connection. */
    synchronized void remove(Entry entry) {
        entry.hasAssociation = false;
        open.values().remove(entry);
    }

    /**
     * Marks a connection as having an association.
     *
     * @return empty if the maximum number of associations is reached, in total or of its address
     */
    synchronized Optional<Entry> associate(SocketAddress remote) {
        Entry entry = open.get(remote);
        if (entry == null
                || associations() >= bounds.most()
                || associationsOf(entry.address) >= bounds.perAddress()) {
            return Optional.empty();
        }
        entry.hasAssociation = true;
        return Optional.of(entry);
    }

    /** Marks the association of a connection as ended. */
    synchronized void dissociate(Entry entry) {
        entry.hasAssociation = false;
    }

    synchronized int associations() {
        return (int) open.values().stream().filter(entry -> entry.hasAssociation).count();
    }

    private long associationsOf(InetAddress address) {
        return open.values().stream()
                .filter(entry -> entry.hasAssociation && entry.address.equals(address))
                .count();
    }

    private long connectionsOf(InetAddress address) {
        return open.values().stream().filter(entry -> entry.address.equals(address)).count();
    }

    private Optional<InetAddress> addressWithMostIdle() {
        Map<InetAddress, Integer> idle = new LinkedHashMap<>();
        open.values().stream()
                .filter(entry -> !entry.hasAssociation)
                .forEach(entry -> idle.merge(entry.address, 1, Integer::sum));
        return idle.entrySet().stream()
                .max(Comparator.comparing(Map.Entry::getValue))
                .map(Map.Entry::getKey);
    }

    private boolean evictOldestIdle(InetAddress address) {
        Optional<Entry> oldest =
                open.values().stream()
                        .filter(entry -> !entry.hasAssociation && entry.address.equals(address))
                        .findFirst();
        oldest.ifPresent(this::evict);
        return oldest.isPresent();
    }

    private void evict(Entry entry) {
        entry.evicted = true;
        remove(entry);
        try {
            entry.socket.close();
        } catch (IOException e) {
            LOG.debug("closing the connection with {} failed", entry.address, e);
        }
    }
}
