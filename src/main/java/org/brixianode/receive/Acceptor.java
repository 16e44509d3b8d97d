package org.brixianode.receive;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.brixianode.dicom.LocalAe;
import org.brixianode.dicom.NamedThreads;
import org.brixianode.dicom.Tls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts a bounded number of connections and serves each on its own thread. */
final class Acceptor {

    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

    private static final int KEEP_ALIVE_S = 30;
    private static final int BACKLOG = 50;

    /**
     * Pause after a failure, so that a persistent one, such as a lack of file handles, does not
     * fill the log.
     */
    private static final int PAUSE_MS = 200;

    private static final Duration REJECTION_LOG_INTERVAL = Duration.ofSeconds(10);

    private final LocalAe entity;
    private final Supplier<Optional<Tls>> tls;
    private final ServerSocket listener;
    private final Connections connections;
    private final Refusals refusals;
    private final ThreadPoolExecutor threads;
    private final RateLimitedCounter rejected =
            new RateLimitedCounter(REJECTION_LOG_INTERVAL, System::nanoTime);
    private final Thread thread;

    Acceptor(
            LocalAe entity,
            Supplier<Optional<Tls>> tls,
            ServerSocket listener,
            Connections connections,
            Refusals refusals) {
        this.entity = entity;
        this.tls = tls;
        this.listener = listener;
        this.connections = connections;
        this.refusals = refusals;
        // Twice the bound, since an evicted connection keeps its thread for a moment.
        this.threads =
                new ThreadPoolExecutor(
                        0,
                        2 * connections.bound(),
                        KEEP_ALIVE_S,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        NamedThreads.factory("receive"));
        this.thread = NamedThreads.factory("receive-accept").newThread(this::accept);
    }

    /**
     * Starts to listen.
     *
     * @param tls the settings for the next connection if the port uses TLS
     * @throws IOException if the address or port is unavailable
     */
    static Acceptor start(
            LocalAe entity,
            Supplier<Optional<Tls>> tls,
            ReceiveConfig config,
            Connections connections,
            Refusals refusals)
            throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(config.bindAddress(), config.port()), BACKLOG);
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw new IOException(
                    "cannot listen on " + config.bindAddress() + ":" + config.port() + ": " + e, e);
        }
        Acceptor acceptor = new Acceptor(entity, tls, listener, connections, refusals);
        acceptor.start();
        return acceptor;
    }

    void start() {
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    boolean isAccepting() {
        return thread.isAlive() && !listener.isClosed();
    }

    /** Runs until the port is closed: any failure, also an Error, affects one connection only. */
    private void accept() {
        while (!listener.isClosed()) {
            try {
                dispatch(listener.accept());
            } catch (Throwable e) {
                if (!listener.isClosed()) {
                    logFailure(e);
                    pause();
                }
            }
        }
    }

    private static void logFailure(Throwable failure) {
        try {
            LOG.error("accepting a connection failed; the port stays open", failure);
        } catch (Throwable e) {
            // Logging failed, for example for lack of memory; go on with the next connection.
        }
    }

    private void dispatch(Socket socket) throws IOException {
        boolean handedOver = false;
        try {
            socket.setTcpNoDelay(true);
            Optional<Connections.Entry> entry = connections.add(socket);
            if (entry.isPresent()) {
                handedOver = handOver(socket, entry.get());
            } else {
                logRejected(socket);
            }
        } finally {
            if (!handedOver) {
                socket.close();
            }
        }
    }

    private boolean handOver(Socket socket, Connections.Entry entry) {
        boolean handedOver = false;
        try {
            threads.execute(() -> serve(socket, entry));
            handedOver = true;
        } catch (RejectedExecutionException e) {
            logRejected(socket);
        } finally {
            if (!handedOver) {
                connections.remove(entry);
            }
        }
        return handedOver;
    }

    private void logRejected(Socket socket) {
        long closed = rejected.add();
        if (closed > 0) {
            LOG.warn(
                    "too many connections (dicom.max-associations, max-associations-per-address):"
                            + " closed {} without an association, the last of {}",
                    closed,
                    socket.getInetAddress());
        }
    }

    private void serve(Socket socket, Connections.Entry entry) {
        try {
            entity.serve(socket, tls.get());
        } catch (IOException e) {
            if (!entry.isEvicted()) {
                broken(socket, e);
            }
        } catch (Throwable e) {
            // The library does not catch errors; the connection is closed anyway.
            LOG.error("connection with {} failed", socket.getRemoteSocketAddress(), e);
        } finally {
            connections.remove(entry);
            if (entry.isEvicted()) {
                logRejected(socket);
            }
        }
    }

    private void broken(Socket socket, IOException failure) {
        boolean tlsRefused = tls.get().isPresent() && failure instanceof SSLException;
        LOG.warn(
                tlsRefused ? "TLS with {} refused: {}" : "connection with {} failed: {}",
                socket.getRemoteSocketAddress(),
                String.valueOf(failure));
        if (tlsRefused) {
            refusals.tlsRefused(socket.getInetAddress());
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes the port; open connections are not affected. */
    void stopAccepting() {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.warn("closing the port failed", e);
        }
        threads.shutdown();
    }

    /** Waits until every connection is closed. */
    boolean awaitEnd(long waitMs) throws InterruptedException {
        return threads.awaitTermination(waitMs, TimeUnit.MILLISECONDS);
    }
}
