package org.brixianode.receive.stow;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.brixianode.http.DiscardedBody;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much of the body of a refused upload is read and discarded, so that its client is answered.
 */
final class RefusedBody {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedBody.class);

    /** As much as one large radiograph. */
    private static final long MAX_BYTES = 1 << 24;

    private static final Duration MAX_TIME = Duration.ofSeconds(10);

    /**
     * Reads a body of which nothing was read, without a thread that waits.
     *
     * @param patience for how long it is read, at most 10 s
     * @param then called once, as {@link DiscardedBody#read} does
     */
    static void discard(Request request, Duration patience, Runnable then) {
        DiscardedBody.read(request, MAX_BYTES, bounded(patience), then);
    }

    /**
     * Reads the rest of a body on the thread that has read it so far. Whether it can be read makes
     * no difference.
     *
     * @param patience for how long it is read, at most 10 s
     */
    static void discard(InputStream body, Duration patience) {
        InputStream limited = new DeadlineInput(body, bounded(patience));
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

    private static Duration bounded(Duration patience) {
        return patience.compareTo(MAX_TIME) < 0 ? patience : MAX_TIME;
    }

    private RefusedBody() {}
}
