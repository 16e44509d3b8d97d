package org.brixianode.dicom;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes sockets whose timeout expires.
 *
 * <p>Java's sockets have no write timeout, and the library's timers send an A-ABORT, which is a
 * write and would block on the same peer. The watchdog's own thread therefore only closes plain
 * sockets, which never blocks.
 */
final class SocketWatchdog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SocketWatchdog.class);

    private final ScheduledThreadPoolExecutor timer;
    private final Set<Timeout> running = ConcurrentHashMap.newKeySet();

    SocketWatchdog(String threadName) {
        timer = NamedThreads.scheduler(threadName);
    }

    /** A timeout that runs until it is cancelled. */
    final class Timeout implements WatchedSocket.Timeout {

        private final Socket plain;
        private final Duration wait;
        private final String what;
        private volatile boolean exceeded;
        private volatile Future<?> end = CompletableFuture.completedFuture(null);

        private Timeout(Socket plain, Duration wait, String what) {
            this.plain = plain;
            this.wait = wait;
            this.what = what;
        }

        private void exceed() {
            exceeded = true;
            LOG.warn(
                    "{} took longer than {} ms: closing the connection with {}",
                    what,
                    wait.toMillis(),
                    plain.getRemoteSocketAddress());
            SocketWatchdog.close(plain);
        }

        @Override
        public void cancel() {
            running.remove(this);
            end.cancel(false);
        }

        @Override
        public IOException explain(IOException failure) {
            if (!exceeded) {
                return failure;
            }
            SocketTimeoutException timeout =
                    new SocketTimeoutException(
                            what + " took longer than " + wait.toMillis() + " ms");
            timeout.initCause(failure);
            return timeout;
        }
    }

    /**
     * @param plain the socket to close after the wait, also below a TLS layer
     * @param what the operation, for the log
     */
    Timeout timeout(Socket plain, Duration wait, String what) {
        Timeout timeout = new Timeout(plain, wait, what);
        running.add(timeout);
        try {
            timeout.end = timer.schedule(timeout::exceed, wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The watchdog is closed and cannot supervise the socket.
            close(plain);
        }
        return timeout;
    }

    /**
     * Performs the TLS handshake within a timeout, even if the peer sends a byte from time to time.
     */
    SSLSocket handshake(Socket plain, SSLSocket layer, Duration wait) throws IOException {
        Timeout timeout = timeout(plain, wait, "a TLS handshake");
        try {
            layer.startHandshake();
            return layer;
        } catch (IOException e) {
            throw timeout.explain(Tls.explainHandshake(e));
        } finally {
            timeout.cancel();
        }
    }

    private static void close(Socket plain) {
        try {
            plain.close();
        } catch (IOException e) {
            LOG.warn("closing the connection failed", e);
        }
    }

    /** Closes every socket under supervision. */
    @Override
    public void close() {
        timer.shutdownNow();
        running.forEach(timeout -> close(timeout.plain));
    }
}
