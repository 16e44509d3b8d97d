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
 * Closes a socket when its time is up.
 *
 * <p>Java's sockets know no limit for a write, and the library's own timers answer an overdue peer
 * with A-ABORT, a write too: they would wait for the same peer. So the watchdog has a thread of its
 * own and does nothing but close plain sockets, which never waits.
 */
final class SocketWatchdog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SocketWatchdog.class);

    private final ScheduledThreadPoolExecutor timer;
    private final Set<Limit> running = ConcurrentHashMap.newKeySet();

    SocketWatchdog(String threadName) {
        timer = NamedThreads.scheduler(threadName);
    }

    /** A limit that runs until it is lifted. */
    final class Limit implements WatchedSocket.Limit {

        private final Socket plain;
        private final Duration wait;
        private final String what;
        private volatile boolean exceeded;
        private volatile Future<?> end = CompletableFuture.completedFuture(null);

        private Limit(Socket plain, Duration wait, String what) {
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
        public void lift() {
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
     * @param plain closed after the wait, under a TLS layer too
     * @param what for the log: what took too long
     */
    Limit limit(Socket plain, Duration wait, String what) {
        Limit limit = new Limit(plain, wait, what);
        running.add(limit);
        try {
            limit.end = timer.schedule(limit::exceed, wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The entity is closed: nobody would watch any more.
            close(plain);
        }
        return limit;
    }

    /** Shakes hands over TLS within a limit, against a peer that sends a byte now and then too. */
    SSLSocket shakeHands(Socket plain, SSLSocket layer, Duration wait) throws IOException {
        Limit limit = limit(plain, wait, "a TLS handshake");
        try {
            layer.startHandshake();
            return layer;
        } catch (IOException e) {
            throw limit.explain(Tls.explain(e));
        } finally {
            limit.lift();
        }
    }

    private static void close(Socket plain) {
        try {
            plain.close();
        } catch (IOException e) {
            LOG.warn("closing the connection failed", e);
        }
    }

    /** Nobody watches from now on, so what is under watch is closed. */
    @Override
    public void close() {
        timer.shutdownNow();
        running.forEach(limit -> close(limit.plain));
    }
}
