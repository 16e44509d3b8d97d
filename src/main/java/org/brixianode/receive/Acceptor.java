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
import org.brixianode.dicom.LocalAe;
import org.brixianode.dicom.NamedThreads;
import org.brixianode.dicom.Tls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes connections and serves each on a thread of its own, up to a bound. */
final class Acceptor {

    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

    private static final int KEEP_ALIVE_S = 30;
    private static final int BACKLOG = 50;

    /** So that a lasting failure, as of file handles, does not fill the log. */
    private static final int PAUSE_MS = 200;

    private static final Duration TELL_CROWDS_EVERY = Duration.ofSeconds(10);

    private final LocalAe entity;
    private final Optional<Tls> tls;
    private final ServerSocket listener;
    private final Connections connections;
    private final ThreadPoolExecutor threads;
    private final Tally crowded = new Tally(TELL_CROWDS_EVERY, System::nanoTime);
    private final Thread thread;

    Acceptor(LocalAe entity, Optional<Tls> tls, ServerSocket listener, Connections connections) {
        this.entity = entity;
        this.tls = tls;
        this.listener = listener;
        this.connections = connections;
        // Twice as many: who gave way still has a thread for a moment.
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
     * Listens from now on.
     *
     * @throws IOException if the address is not to be had
     */
    static Acceptor start(
            LocalAe entity, Optional<Tls> tls, ReceiveConfig config, Connections connections)
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
        Acceptor acceptor = new Acceptor(entity, tls, listener, connections);
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

    /** Ends with the port alone: whatever fails, an error too, concerns one connection. */
    private void accept() {
        while (!listener.isClosed()) {
            try {
                dispatch(listener.accept());
            } catch (Throwable e) {
                if (!listener.isClosed()) {
                    tell(e);
                    pause();
                }
            }
        }
    }

    private static void tell(Throwable failure) {
        try {
            LOG.error("accepting a connection failed; the port stays open", failure);
        } catch (Throwable e) {
            // As where there is no memory for a line: the next connection is worth more than it.
        }
    }

    private void dispatch(Socket socket) throws IOException {
        boolean taken = false;
        try {
            socket.setTcpNoDelay(true);
            Optional<Connections.Entry> entry = connections.enter(socket);
            if (entry.isPresent()) {
                taken = handOver(socket, entry.get());
            } else {
                tellCrowd(socket);
            }
        } finally {
            if (!taken) {
                socket.close();
            }
        }
    }

    private boolean handOver(Socket socket, Connections.Entry entry) {
        boolean taken = false;
        try {
            threads.execute(() -> serve(socket, entry));
            taken = true;
        } catch (RejectedExecutionException e) {
            tellCrowd(socket);
        } finally {
            if (!taken) {
                connections.leave(entry);
            }
        }
        return taken;
    }

    private void tellCrowd(Socket socket) {
        long closed = crowded.add();
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
            entity.serve(socket, tls);
        } catch (IOException e) {
            if (!entry.gaveWay()) {
                LOG.warn("connection with {} failed: {}", socket.getRemoteSocketAddress(), "" + e);
            }
        } catch (Throwable e) {
            // The library lets errors through; the connection is closed all the same.
            LOG.error("connection with {} failed", socket.getRemoteSocketAddress(), e);
        } finally {
            connections.leave(entry);
            if (entry.gaveWay()) {
                tellCrowd(socket);
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes no more connections; the open ones go on. */
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
