package org.brixianode.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.aoju.bus.image.metric.Association;
import org.aoju.bus.image.metric.DimseRQHandler;
import org.aoju.bus.image.metric.TransferCapability;
import org.brixianode.dicom.LocalAe;
import org.brixianode.dicom.NetworkLimits;
import org.brixianode.dicom.Tls;
import org.brixianode.study.AeTitle;

/** An acceptor of associations on loopback; what it answers is up to the class that extends it. */
abstract class LoopbackScp implements AutoCloseable, DimseRQHandler {

    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final int BACKLOG = 50;

    private final LocalAe entity;
    private final Optional<Tls> tls;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ServerSocket listener = new ServerSocket();
    private final AtomicInteger connections = new AtomicInteger();

    /**
     * @param port 0 for any
     */
    LoopbackScp(AeTitle title, String threadName, int port, Optional<Tls> tls) throws IOException {
        this.tls = tls;
        entity =
                LocalAe.acceptor(
                        title,
                        new NetworkLimits(WAIT, WAIT, WAIT, WAIT, WAIT, WAIT, 1 << 16),
                        threadName);
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    }

    /** Begins to accept, once the class that extends it is complete. */
    final void listen() {
        entity.device().setDimseRQHandler(this);
        threads.execute(this::accept);
    }

    final void takes(String sopClass, String... syntaxes) {
        entity.entity()
                .addTransferCapability(
                        new TransferCapability(
                                null, sopClass, TransferCapability.Role.SCP, syntaxes));
    }

    final void acceptsOnly(String callingTitle) {
        entity.entity().setAcceptedCallingAETitles(callingTitle);
    }

    /** Runs something beside the thread of the association. */
    final void execute(Runnable task) {
        threads.execute(task);
    }

    public final int port() {
        return listener.getLocalPort();
    }

    /** Number of connections so far. */
    public final int connections() {
        return connections.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                threads.execute(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try {
            entity.serve(socket, tls);
        } catch (IOException expected) {
            // The test sees it from the other side.
        }
    }

    @Override
    public void onClose(Association association) {}

    @Override
    public void close() throws IOException {
        listener.close();
        entity.close();
        threads.shutdownNow();
    }
}
