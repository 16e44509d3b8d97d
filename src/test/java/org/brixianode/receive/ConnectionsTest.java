package org.brixianode.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ConnectionsTest {

    private static final ReceiveConfig.Associations FEW = new ReceiveConfig.Associations(4, 2);

    private final Connections connections = new Connections(FEW);
    private int nextPort = 1;

    /** A connection of an address, without a network. */
    private final class Peer extends Socket {
        private final InetSocketAddress remote;
        private boolean cut;

        Peer(int host) {
            this.remote = new InetSocketAddress(address(host), nextPort++);
        }

        @Override
        public InetAddress getInetAddress() {
            return remote.getAddress();
        }

        @Override
        public SocketAddress getRemoteSocketAddress() {
            return remote;
        }

        @Override
        public void close() {
            cut = true;
        }
    }

    private static InetAddress address(int host) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) host});
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<Connections.Entry> enter(Peer peer) {
        return connections.add(peer);
    }

    private boolean associate(Peer peer) {
        return connections.associate(peer.getRemoteSocketAddress()).isPresent();
    }

    private Peer associated(int host) {
        Peer peer = new Peer(host);
        assertThat(enter(peer)).isPresent();
        assertThat(associate(peer)).isTrue();
        return peer;
    }

    private List<Peer> crowd(int size, int... hosts) {
        List<Peer> crowd = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Peer peer = new Peer(hosts[i % hosts.length]);
            assertThat(enter(peer)).isPresent();
            crowd.add(peer);
        }
        return crowd;
    }

    private static long cut(List<Peer> crowd) {
        return crowd.stream().filter(peer -> peer.cut).count();
    }

    @Test
    void aSilentCrowdOfOneAddressHoldsNoMoreThanItsShare() {
        List<Peer> crowd = crowd(200, 1);
        Peer sender = new Peer(2);

        assertThat(enter(sender)).isPresent();
        assertThat(associate(sender)).isTrue();
        assertThat(crowd.size() - cut(crowd)).isLessThan(connections.bound());
        assertThat(sender.cut).isFalse();
    }

    @Test
    void silentConnectionsAreEvictedForASenderOfTheSameAddress() {
        List<Peer> crowd = crowd(200, 1);

        associated(1);
        assertThat(crowd.get(0).cut).as("the oldest went first").isTrue();
        assertThat(crowd.get(199).cut).isFalse();
    }

    @Test
    void silentConnectionsOfManyAddressesAreEvictedToo() {
        int[] hosts = new int[200];
        for (int i = 0; i < hosts.length; i++) {
            hosts[i] = i + 1;
        }
        List<Peer> crowd = crowd(200, hosts);

        Peer sender = associated(250);
        assertThat(crowd.size() - cut(crowd)).isEqualTo(connections.bound() - 1);
        assertThat(sender.cut).isFalse();
    }

    @Test
    void theAddressWithMostSilentConnectionsIsEvictedFirst() {
        List<Peer> lonely = crowd(connections.bound() - 9, 11, 12, 13, 14, 15, 16, 17);
        crowd(9, 1);

        enter(new Peer(2));

        assertThat(cut(lonely)).isZero();
    }

    @Test
    void associationsNeverGiveWay() {
        List<Peer> senders = List.of(associated(1), associated(1), associated(2), associated(2));
        crowd(300, 1, 2, 3, 4, 5);

        assertThat(cut(senders)).isZero();
        assertThat(connections.associations()).isEqualTo(4);
    }

    @Test
    void anAddressHasItsShareOfTheAssociations() {
        associated(1);
        associated(1);
        Peer third = new Peer(1);
        enter(third);

        assertThat(associate(third)).isFalse();
        associated(2);
        associated(3);
        Peer fifth = new Peer(4);
        enter(fifth);
        assertThat(associate(fifth)).as("four are open").isFalse();
    }

    @Test
    void aRemovedConnectionFreesItsPlace() {
        Peer first = new Peer(1);
        Connections.Entry entry = enter(first).orElseThrow();
        connections.associate(first.getRemoteSocketAddress());
        associated(1);
        Peer next = new Peer(1);
        enter(next);
        assertThat(associate(next)).isFalse();

        connections.remove(entry);

        assertThat(associate(next)).isTrue();
    }

    @Test
    void tellsACrowdOnceInAWhile() {
        AtomicLong now = new AtomicLong(7);
        RateLimitedCounter tally = new RateLimitedCounter(Duration.ofSeconds(10), now::get);

        assertThat(tally.add()).isEqualTo(1);
        assertThat(tally.add()).isZero();
        assertThat(tally.add()).isZero();
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(tally.add()).isEqualTo(3);
    }
}
