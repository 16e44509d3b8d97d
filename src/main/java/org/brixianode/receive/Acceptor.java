package org.brixianode.receive;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
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

    /** Connections that are shaking hands, about to be rejected, or closing. */
    private static final int SPARE_CONNECTIONS = 16;

    private static final int KEEP_ALIVE_S = 30;
    private static final int BACKLOG = 50;

    /** So that a lasting failure, as of file handles, does not fill the log. */
    private static final int PAUSE_MS = 200;

    private final LocalAe entity;
    private final Optional<Tls> tls;
    private final ServerSocket listener;
    private final ThreadPoolExecutor connections;
    private final Thread thread;

    private Acceptor(LocalAe entity, Optional<Tls> tls, ServerSocket listener, int associations) {
        this.entity = entity;
        this.tls = tls;
        this.listener = listener;
        this.connections =
                new ThreadPoolExecutor(
                        0,
                        associations + SPARE_CONNECTIONS,
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
    static Acceptor start(LocalAe entity, Optional<Tls> tls, ReceiveConfig config)
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
        Acceptor acceptor = new Acceptor(entity, tls, listener, config.maxAssociations());
        acceptor.thread.start();
        return acceptor;
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                dispatch(listener.accept());
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    LOG.error("accepting a connection failed", e);
                    pause();
                }
            }
        }
    }

    private void dispatch(Socket socket) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            connections.execute(() -> serve(socket));
        } catch (RejectedExecutionException e) {
            LOG.warn("too many connections: closed that of {}", socket.getRemoteSocketAddress());
            socket.close();
        }
    }

    private void serve(Socket socket) {
        try {
            entity.serve(socket, tls);
        } catch (IOException e) {
            LOG.warn("connection with {} failed: {}", socket.getRemoteSocketAddress(), "" + e);
        } catch (Throwable e) {
            // The library lets errors through; the connection is closed all the same.
            LOG.error("connection with {} failed", socket.getRemoteSocketAddress(), e);
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
        connections.shutdown();
    }

    /** Waits until every connection is closed. */
    boolean awaitEnd(long waitMs) throws InterruptedException {
        return connections.awaitTermination(waitMs, TimeUnit.MILLISECONDS);
    }
}
