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
 * The open connections, bounded in all and for each remote address, so that no peer keeps the
 * others out.
 *
 * <p>Connections that have not asked for an association yet give way to newer ones: where there is
 * no room, the one that has waited longest is closed, of the newcomer's address if that is at its
 * bound, else of the address with the most that wait. A sender asks as soon as it is connected, so
 * a silent crowd, of one address or of many, makes room for it. Associations never give way.
 */
final class Connections {

    /** Connections that have no association yet, are about to be rejected, or are closing. */
    private static final int SPARE = 32;

    private static final int SPARE_PER_ADDRESS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final ReceiveConfig.Associations bounds;

    /** By remote address and port, in the order of arrival. */
    private final Map<SocketAddress, Entry> open = new LinkedHashMap<>();

    /** One open connection. */
    static final class Entry {
        private final Socket socket;
        private final InetAddress address;
        private boolean associated;
        private volatile boolean gaveWay;

        private Entry(Socket socket) {
            this.socket = socket;
            this.address = socket.getInetAddress();
        }

        /** Whether it was closed to make room. */
        boolean gaveWay() {
            return gaveWay;
        }
    }

    Connections(ReceiveConfig.Associations bounds) {
        this.bounds = bounds;
    }

    /** The most that are open at a time. */
    int bound() {
        return bounds.most() + SPARE;
    }

    /**
     * Takes a new connection in, if need be in the place of one that waits.
     *
     * @return empty if there is no room
     */
    synchronized Optional<Entry> enter(Socket socket) {
        Entry entry = new Entry(socket);
        if (ofAddress(entry.address) >= bounds.perAddress() + SPARE_PER_ADDRESS
                && !closeOldestWaiting(entry.address)) {
            return Optional.empty();
        }
        if (open.size() >= bound() && !mostCrowded().map(this::closeOldestWaiting).orElse(false)) {
            return Optional.empty();
        }
        open.put(socket.getRemoteSocketAddress(), entry);
        return Optional.of(entry);
    }

    /** The connection is closed. */
    synchronized void leave(Entry entry) {
        entry.associated = false;
        open.values().remove(entry);
    }

    /**
     * Notes that a connection carries an association from now on.
     *
     * @return empty if there are as many as may be, in all or of its address
     */
    synchronized Optional<Entry> associate(SocketAddress remote) {
        Entry entry = open.get(remote);
        if (entry == null
                || associations() >= bounds.most()
                || associationsOf(entry.address) >= bounds.perAddress()) {
            return Optional.empty();
        }
        entry.associated = true;
        return Optional.of(entry);
    }

    /** The association is over, and its connection about to close. */
    synchronized void dissociate(Entry entry) {
        entry.associated = false;
    }

    synchronized int associations() {
        return (int) open.values().stream().filter(entry -> entry.associated).count();
    }

    private long associationsOf(InetAddress address) {
        return open.values().stream()
                .filter(entry -> entry.associated && entry.address.equals(address))
                .count();
    }

    private long ofAddress(InetAddress address) {
        return open.values().stream().filter(entry -> entry.address.equals(address)).count();
    }

    private Optional<InetAddress> mostCrowded() {
        Map<InetAddress, Integer> waiting = new LinkedHashMap<>();
        open.values().stream()
                .filter(entry -> !entry.associated)
                .forEach(entry -> waiting.merge(entry.address, 1, Integer::sum));
        return waiting.entrySet().stream()
                .max(Comparator.comparing(Map.Entry::getValue))
                .map(Map.Entry::getKey);
    }

    private boolean closeOldestWaiting(InetAddress address) {
        Optional<Entry> oldest =
                open.values().stream()
                        .filter(entry -> !entry.associated && entry.address.equals(address))
                        .findFirst();
        oldest.ifPresent(this::makeRoom);
        return oldest.isPresent();
    }

    private void makeRoom(Entry entry) {
        entry.gaveWay = true;
        leave(entry);
        try {
            entry.socket.close();
        } catch (IOException e) {
            LOG.debug("closing the connection with {} failed", entry.address, e);
        }
    }
}
