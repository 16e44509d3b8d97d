package org.brixianode.receive.stow;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the body of a refused request for a while and discards it, without a thread that waits: a
 * client that is still sending would lose the answer when the connection is closed.
 */
final class DiscardedBody implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(DiscardedBody.class);

    /** As much as one large radiograph. */
    private static final long MAX_BYTES = 1 << 24;

    /** Longest time for which it is read. */
    static final Duration MAX_TIME = Duration.ofSeconds(10);

    private final Request request;
    private final Runnable then;
    private final Scheduler.Task timer;
    private final AtomicBoolean ended = new AtomicBoolean();
    private long left = MAX_BYTES;

    private DiscardedBody(Request request, Duration patience, Runnable then) {
        this.request = request;
        this.then = then;
        this.timer =
                request.getComponents()
                        .getScheduler()
                        .schedule(this::end, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * @param patience for how long it is read, at most {@link #MAX_TIME}
     * @param then called once, at the end of the body or when enough of it was read; at once for a
     *     client that waits for 100 (Continue), which sends none
     */
    static void read(Request request, Duration patience, Runnable then) {
        if (request.getHeaders().contains(HttpHeader.EXPECT)) {
            then.run();
            return;
        }
        Duration most = patience.compareTo(MAX_TIME) < 0 ? patience : MAX_TIME;
        new DiscardedBody(request, most, then).run();
    }

    /**
     * Reads the rest of a body on the thread that has read it so far. Whether it can be read makes
     * no difference.
     */
    static void read(InputStream body) {
        InputStream limited = new DeadlineInput(body, MAX_TIME);
        byte[] buffer = new byte[1 << 16];
        try {
            long left = MAX_BYTES;
            int count = limited.read(buffer);
            while (count >= 0 && left > 0) {
                left -= count;
                count = limited.read(buffer);
            }
        } catch (IOException e) {
            LOG.debug("the rest of a refused body is not read", e);
        }
    }

    /** Reads what has come. */
    @Override
    public void run() {
        while (!ended.get()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            left -= chunk.remaining();
            boolean last = chunk.isLast() || Content.Chunk.isFailure(chunk);
            chunk.release();
            if (last || left <= 0) {
                end();
            }
        }
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            timer.cancel();
            then.run();
        }
    }
}
