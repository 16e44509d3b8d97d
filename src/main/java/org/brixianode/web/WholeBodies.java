package org.brixianode.web;

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

    private final int maxBytes;

    WholeBodies(int maxBytes) {
        super(new RetainedContentLoaderFactory(4L * maxBytes, PIECE_BYTES, true));
        this.maxBytes = maxBytes;
    }

    /** The handler refuses a body that is announced to be too large, without reading it. */
    @Override
    protected boolean onConditionsMet(Request request, Response response, Callback callback)
            throws Exception {
        return request.getLength() > maxBytes
                ? nextHandler(request, response, callback)
                : super.onConditionsMet(request, response, callback);
    }
}
