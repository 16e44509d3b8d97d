package org.brixianode.web;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.brixianode.http.DiscardedBody;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Reads the body of a request before a handler begins, without a thread that waits for it: many
 * clients that send slowly do not keep others from being answered.
 */
final class WholeBodies extends EagerContentHandler {

    /**
     * What a piece of a body counts in addition to its bytes. Each keeps a buffer of the
     * connection, so a client that sends single bytes is refused after some dozens.
     */
    private static final int PIECE_BYTES = 4 * 1024;

    /** What is read of a body that is announced to be too large, before it is refused. */
    private static final long MAX_DISCARDED_BYTES = 1 << 20;

    private static final Duration MAX_DISCARDING = Duration.ofSeconds(3);

    WholeBodies(int maxBytes) {
        super(new Loaders(maxBytes));
    }

    private static final class Loaders extends RetainedContentLoaderFactory {

        private final int maxBytes;

        Loaders(int maxBytes) {
            super(4L * maxBytes, PIECE_BYTES, true);
            this.maxBytes = maxBytes;
        }

        @Override
        public ContentLoader newContentLoader(
                String contentType,
                String mimeType,
                Handler handler,
                Request request,
                Response response,
                Callback callback) {
            return request.getLength() > maxBytes
                    ? new Discarding(maxBytes, handler, request, response, callback)
                    : super.newContentLoader(
                            contentType, mimeType, handler, request, response, callback);
        }
    }

    /**
     * Discards a body that is announced to be too large for a while, and then lets the handler
     * refuse it: a client that is still sending would lose the answer when the connection is
     * closed.
     */
    private static final class Discarding extends ContentLoader {

        private final int maxBytes;

        Discarding(
                int maxBytes,
                Handler handler,
                Request request,
                Response response,
                Callback callback) {
            super(handler, request, response, callback);
            this.maxBytes = maxBytes;
        }

        /** Refuses on another thread, since the timer's must not wait for a handler. */
        @Override
        protected void load() {
            Request request = getRequest();
            DiscardedBody.read(
                    request,
                    MAX_DISCARDED_BYTES,
                    MAX_DISCARDING,
                    () -> request.getComponents().getExecutor().execute(this::refuse));
        }

        private void refuse() {
            handle(new TooLarge(getRequest(), maxBytes), getResponse(), getCallback());
        }
    }

    /** A request with a byte too many in place of its discarded body. */
    private static final class TooLarge extends Request.Wrapper {

        private final Content.Source body;

        TooLarge(Request request, int maxBytes) {
            super(request);
            this.body = Content.Source.from(ByteBuffer.allocate(maxBytes + 1));
        }

        @Override
        public Content.Chunk read() {
            return body.read();
        }

        @Override
        public void demand(Runnable demandCallback) {
            body.demand(demandCallback);
        }

        @Override
        public void fail(Throwable failure) {
            body.fail(failure);
        }
    }
}
