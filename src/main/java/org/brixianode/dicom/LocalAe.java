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
 * An application entity of this node, as a device of the library with one connection, in which
 * every wait has a timeout.
 *
 * <p>The library's listener is not used, because it performs the TLS handshake on the accepting
 * thread without a timeout and does not support port 0. The caller accepts connections and passes
 * the sockets to {@link #serve}.
 *
 * <p>{@link #close} ends the timers and closes all open connections.
 */
public final class LocalAe implements AutoCloseable {

    /**
     * Time for a last PDU to reach the peer before the connection is closed (PS3.8 9.1.5, ARTIM).
     */
    private static final Duration LINGER = Duration.ofMillis(500);

    /** No toolkit announces a shorter maximum PDU length. */
    static final int MIN_PEER_PDU_BYTES = 128;

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

    /**
     * Creates an association acceptor; each association runs on the thread that calls {@link
     * #serve}.
     */
    public static LocalAe acceptor(AeTitle title, NetworkLimits limits, String threads) {
        return new LocalAe(title, limits, threads, false);
    }

    /** Creates an association requestor; each association has a reader thread. */
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
     * Runs one association as acceptor until the connection is closed.
     *
     * @param plain a connected socket; always closed on return
     * @param tls the TLS settings if the port uses TLS
     * @throws IOException if the TLS handshake fails or the connection breaks at its start
     */
    public void serve(Socket plain, Optional<Tls> tls) throws IOException {
        try {
            Socket layer = tls.isPresent() ? handshake(plain, tls.get()) : plain;
            WatchedSocket socket = new WatchedSocket(plain, layer, watchdog, limits);
            socket.limitReads(limits.stall());
            // The acceptor's executor runs tasks on this thread, so that the call returns when the
            // association has ended.
            LIBRARY_ACCEPTOR.onAccept(connection, socket);
            socket.awaitPeerClose(LINGER);
        } finally {
            plain.close();
        }
    }

    private Socket handshake(Socket plain, Tls tls) throws IOException {
        return watchdog.handshake(plain, tls.server(plain), limits.connect());
    }

    /**
     * Opens an association as requestor. Calls are serialised.
     *
     * @throws IOException if the peer is not reachable, rejects or aborts the association, or a
     *     timeout expires
     */
    public synchronized Association connect(PeerAddress peer, AAssociateRQ request)
            throws IOException, InterruptedException {
        Connection remote = new Connection(null, peer.host(), peer.port());
        connection.useTls(peer.tls());
        request.setImplClassUID(NodeIdentity.IMPLEMENTATION_CLASS_UID);
        request.setImplVersionName(NodeIdentity.IMPLEMENTATION_VERSION_NAME);
        long start = System.nanoTime();
        try {
            return requireUsablePduLength(entity.connect(connection, remote, request));
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS with " + peer + " failed: " + e, e);
        } catch (AAbort e) {
            throw hasTimedOut(start) ? timeoutException(e) : ownAbort(e).orElse(e);
        } catch (IOException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // Unchecked exceptions, and a checked one that only dcm4che declares.
            connection.closeLast();
            throw new IOException("association with " + peer + " failed: " + e, e);
        }
    }

    /** The library loops for ever if it has to fragment data into very short PDUs. */
    private static Association requireUsablePduLength(Association association) throws IOException {
        int longest = association.getAAssociateAC().getMaxPDULength();
        // 0 is no limit (PS3.8 D.1.1)
        if (longest != 0 && longest < MIN_PEER_PDU_BYTES) {
            association.abort();
            throw new IOException("the peer accepts PDUs of " + longest + " bytes only");
        }
        return association;
    }

    /** The library reports an A-ABORT that it has sent as if the peer had. */
    private Optional<IOException> ownAbort(AAbort sent) {
        return connection.isLastAborted()
                ? Optional.of(
                        new IOException(
                                "this node aborted the association, because the answer is no valid"
                                        + " PDU of DICOM ("
                                        + sent
                                        + "): check that the port is a DICOM port, and whether it"
                                        + " wants TLS",
                                sent))
                : Optional.empty();
    }

    /** The library reports its association timeout as an A-ABORT. */
    private boolean hasTimedOut(long startNanos) {
        return System.nanoTime() - startNanos >= limits.associate().toNanos();
    }

    private IOException timeoutException(AAbort cause) {
        SocketTimeoutException timeout =
                new SocketTimeoutException(
                        "no answer to A-ASSOCIATE-RQ in " + limits.associate().toMillis() + " ms");
        timeout.initCause(cause);
        return timeout;
    }

    /** May be called by another thread; a thread that waits for a peer gets an exception. */
    @Override
    public void close() {
        for (Association open : device.listOpenAssociations()) {
            disconnect(open);
        }
        connection.closeLast();
        readers.ifPresent(ExecutorService::shutdown);
        scheduler.shutdownNow();
        watchdog.close();
    }

    /**
     * Closes the connection of an association without an A-ABORT; threads that read or write get an
     * exception.
     */
    public static void disconnect(Association association) {
        try {
            ((WatchedSocket) association.getSocket()).disconnect();
        } catch (IOException expected) {
            // The connection is already closed.
        }
    }

    /** Whether this node has sent an A-ABORT on an association. */
    public static boolean isAbortSent(Association association) {
        return ((WatchedSocket) association.getSocket()).isAbortSent();
    }

    /** Whether this node has closed the connection of an association by {@link #disconnect}. */
    public static boolean isDisconnected(Association association) {
        return ((WatchedSocket) association.getSocket()).isDisconnected();
    }

    /**
     * The library's handler class is package-private; unregistering is the only way to get the
     * instance.
     */
    private static synchronized TCPHandler libraryAcceptor() {
        TCPHandler handler = Connection.unregisterTCPProtocolHandler(Connection.Protocol.DICOM);
        Connection.registerTCPProtocolHandler(Connection.Protocol.DICOM, handler);
        return handler;
    }
}
