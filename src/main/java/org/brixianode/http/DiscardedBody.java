package org.brixianode.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Reads the body of a refused request for a while and discards it, without a thread that waits: a
 * client that is still sending would lose the answer when the connection is closed.
 */
public final class DiscardedBody implements Runnable {

    private final Request request;
    private final Runnable then;
    private final Scheduler.Task timer;
    private final AtomicBoolean ended = new AtomicBoolean();
    private long left;

    private DiscardedBody(Request request, long maxBytes, Duration maxTime, Runnable then) {
        this.request = request;
        this.then = then;
        this.left = maxBytes;
        this.timer =
                request.getComponents()
                        .getScheduler()
                        .schedule(this::end, maxTime.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * @param maxBytes after how many bytes no more is read
     * @param maxTime after which no more is read
     * @param then called once, at the end of the body or of what is read of it, if need be by the
     *     timer's thread, which it must not block; at once for a client that waits for 100
     *     (Continue), which sends no body
     */
    public static void read(Request request, long maxBytes, Duration maxTime, Runnable then) {
        if (request.getHeaders().contains(HttpHeader.EXPECT)) {
            then.run();
        } else {
            new DiscardedBody(request, maxBytes, maxTime, then).run();
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
