package org.brixianode.dicom;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.aoju.bus.image.Device;
import org.aoju.bus.image.metric.ApplicationEntity;
import org.aoju.bus.image.metric.Association;
import org.aoju.bus.image.metric.Connection;
import org.aoju.bus.image.metric.internal.net.TCPHandler;
import org.aoju.bus.image.metric.internal.pdu.AAbort;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRQ;
import org.brixianode.study.AeTitle;

/**
 * An application entity of this node in the library's terms: a device with one connection, in which
 * no wait is without end.
 *
 * <p>The library's own listener is not used: it shakes hands over TLS on the thread that accepts,
 * without a limit, and takes no port 0. An acceptor hands connected sockets to {@link #serve}
 * instead.
 *
 * <p>Closing it ends its timers and cuts what is still open.
 */
public final class LocalAe implements AutoCloseable {

    /** Time for a last PDU to reach the peer before the connection goes (PS3.8 9.1.5, ARTIM). */
    private static final Duration LINGER = Duration.ofMillis(500);

    /** Shorter ones are not announced by any toolkit. */
    static final int SHORTEST_PDU_BYTES = 128;

    private static final TCPHandler LIBRARY_ACCEPTOR = libraryAcceptor();

    private final NetworkLimits limits;
    private final Device device;
    private final ApplicationEntity entity;
    private final WatchedConnection connection;
    private final SocketWatchdog watchdog;
    private final ScheduledThreadPoolExecutor scheduler;
    private final Optional<ExecutorService> readers;

    private LocalAe(AeTitle title, NetworkLimits limits, String threads, boolean requestor) {
        this.limits = limits;
        this.watchdog = new SocketWatchdog(threads + "-watchdog");
        this.scheduler = NamedThreads.scheduler(threads + "-timer");
        this.readers =
                requestor
                        ? Optional.of(
                                Executors.newCachedThreadPool(
                                        NamedThreads.factory(threads + "-reader")))
                        : Optional.empty();
        this.connection = new WatchedConnection(watchdog, limits);
        this.connection.setSocketCloseDelay((int) LINGER.toMillis());
        this.entity = entity(title, requestor);
        this.device = device(readers.<Executor>map(pool -> pool).orElse(Runnable::run));
    }

    /** An entity that answers; each association runs on the thread that serves it. */
    public static LocalAe acceptor(AeTitle title, NetworkLimits limits, String threads) {
        return new LocalAe(title, limits, threads, false);
    }

    /** An entity that asks; each of its associations has a reading thread. */
    public static LocalAe requestor(AeTitle title, NetworkLimits limits, String threads) {
        return new LocalAe(title, limits, threads, true);
    }

    private ApplicationEntity entity(AeTitle title, boolean requestor) {
        ApplicationEntity ae = new ApplicationEntity(title.value());
        ae.setAssociationAcceptor(!requestor);
        ae.setAssociationInitiator(requestor);
        ae.addConnection(connection);
        return ae;
    }

    private Device device(Executor executor) {
        Device dev = new Device(NodeIdentity.MODEL_NAME);
        dev.addConnection(connection);
        dev.addApplicationEntity(entity);
        dev.setExecutor(executor);
        dev.setScheduledExecutor(scheduler);
        return dev;
    }

    public Device device() {
        return device;
    }

    public ApplicationEntity entity() {
        return entity;
    }

    /**
     * Runs one association as acceptor until it is over and its connection is closed.
     *
     * @param plain connected; closed on return in every case
     * @param tls lays TLS over it where the port speaks it
     * @throws IOException if the TLS handshake failed or the connection broke at its start
     */
    public void serve(Socket plain, Optional<Tls> tls) throws IOException {
        try {
            Socket layer = tls.isPresent() ? handshake(plain, tls.get()) : plain;
            WatchedSocket socket = new WatchedSocket(plain, layer, watchdog, limits);
            socket.limitReads(limits.stall());
            // With an acceptor's executor the library reads until the end before it returns.
            LIBRARY_ACCEPTOR.onAccept(connection, socket);
            socket.awaitPeerClose(LINGER);
        } finally {
            plain.close();
        }
    }

    private Socket handshake(Socket plain, Tls tls) throws IOException {
        return watchdog.shakeHands(plain, tls.server(plain), limits.connect());
    }

    /**
     * Opens an association as requestor. One at a time per entity and thread.
     *
     * @throws IOException if the peer is not there, rejects, aborts, or keeps silent too long
     */
    public synchronized Association connect(PeerAddress peer, AAssociateRQ request)
            throws IOException, InterruptedException {
        Connection remote = new Connection(null, peer.host(), peer.port());
        connection.speak(peer.tls());
        request.setImplClassUID(NodeIdentity.IMPLEMENTATION_CLASS_UID);
        request.setImplVersionName(NodeIdentity.IMPLEMENTATION_VERSION_NAME);
        long start = System.nanoTime();
        try {
            return usable(entity.connect(connection, remote, request));
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS with " + peer + " failed: " + e, e);
        } catch (AAbort e) {
            throw overdue(start) ? silent(e) : e;
        } catch (IOException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // Unchecked ones, and one that only dcm4che declares.
            connection.cutLast();
            throw new IOException("association with " + peer + " failed: " + e, e);
        }
    }

    /** The library cannot divide its data into very short PDUs and never ends. */
    private static Association usable(Association association) throws IOException {
        int longest = association.getAAssociateAC().getMaxPDULength();
        // 0 is no limit (PS3.8 D.1.1)
        if (longest != 0 && longest < SHORTEST_PDU_BYTES) {
            association.abort();
            throw new IOException("the peer accepts PDUs of " + longest + " bytes only");
        }
        return association;
    }

    /** The library tells the end of its own patience as an A-ABORT. */
    private boolean overdue(long startNanos) {
        return System.nanoTime() - startNanos >= limits.associate().toNanos();
    }

    private IOException silent(AAbort cause) {
        SocketTimeoutException timeout =
                new SocketTimeoutException(
                        "no answer to A-ASSOCIATE-RQ in " + limits.associate().toMillis() + " ms");
        timeout.initCause(cause);
        return timeout;
    }

    /** From another thread too: who waits for a peer gets an exception. */
    @Override
    public void close() {
        connection.cutLast();
        for (Association open : device.listOpenAssociations()) {
            cut(open);
        }
        readers.ifPresent(ExecutorService::shutdown);
        scheduler.shutdownNow();
        watchdog.close();
    }

    /** Ends an association without a word, whoever reads or writes on it. */
    public static void cut(Association association) {
        try {
            ((WatchedSocket) association.getSocket()).cut();
        } catch (IOException expected) {
            // then it is closed already
        }
    }

    /** The library keeps the class to itself and gives it out only so. */
    private static synchronized TCPHandler libraryAcceptor() {
        TCPHandler handler = Connection.unregisterTCPProtocolHandler(Connection.Protocol.DICOM);
        Connection.registerTCPProtocolHandler(Connection.Protocol.DICOM, handler);
        return handler;
    }
}
