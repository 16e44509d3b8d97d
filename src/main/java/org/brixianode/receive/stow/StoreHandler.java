package org.brixianode.receive.stow;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.brixianode.receive.DicomFileReceiver;
import org.brixianode.receive.DicomFileReceiver.Sender;
import org.brixianode.receive.Refusals;
import org.brixianode.study.AeTitle;
import org.brixianode.study.SafeText;
import org.brixianode.study.Uid;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the Store transaction (PS3.18 10.5): {@code POST {path}/studies} and {@code
 * {path}/studies/{study}}. Nothing of a body is kept before the sender is known.
 */
final class StoreHandler extends Handler.Abstract {

    static final String DICOM = "application/dicom";

    private static final Logger LOG = LoggerFactory.getLogger(StoreHandler.class);

    private static final String MULTIPART = "multipart/related";
    private static final String STUDIES = "/studies";

    /** RFC 2046 5.1.1 has at most 70 characters; Orthanc sends 73. */
    private static final String BOUNDARY = "[0-9A-Za-z'()+_,./:=? -]{0,199}[0-9A-Za-z'()+_,./:=?-]";

    /** The caller in audit messages of requests without a known sender. */
    private static final String UNKNOWN = "STOW-RS";

    private static final int MALFORMED = 400;

    private static final int MAX_CAUSE = 200;

    private static final String RETRY_SECONDS = "60";

    private final StowConfig config;
    private final AeTitle title;
    private final Authentication senders;
    private final DicomFileReceiver receiver;
    private final Refusals refusals;
    private final Semaphore uploads;
    private volatile boolean stopping;

    /**
     * @param title AE title of this node
     */
    StoreHandler(
            StowConfig config,
            AeTitle title,
            Authentication senders,
            DicomFileReceiver receiver,
            Refusals refusals) {
        this.config = config;
        this.title = title;
        this.senders = senders;
        this.receiver = receiver;
        this.refusals = refusals;
        this.uploads = new Semaphore(config.maxUploads());
    }

    /**
     * Refuses further uploads and waits for those under way.
     *
     * @return whether they ended in time
     */
    boolean stop(long waitMs) throws InterruptedException {
        stopping = true;
        return uploads.tryAcquire(config.maxUploads(), waitMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put("Cache-Control", "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        try {
            answer(request, response, callback);
        } catch (Throwable e) {
            LOG.error(
                    "a STOW-RS request of {} failed",
                    request.getConnectionMetaData().getRemoteSocketAddress(),
                    e);
            answer(response, callback, 500, "internal error, see the log");
        }
        return true;
    }

    private void answer(Request request, Response response, Callback callback) {
        Optional<StowSender> sender = sender(request);
        if (sender.isEmpty()) {
            LOG.warn(
                    "STOW-RS of {} refused: no sender has its token",
                    request.getConnectionMetaData().getRemoteSocketAddress());
            address(request)
                    .ifPresent(
                            peer ->
                                    refusals.rejected(
                                            UNKNOWN, title.value(), peer, Refusals.Reason.TOKEN));
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"STOW-RS\"");
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            refuse(request, response, callback, 401, "a valid token is required");
            return;
        }
        String path = Request.getPathInContext(request);
        String studies = config.path() + STUDIES;
        if (!path.equals(studies) && !path.startsWith(studies + "/")) {
            refuse(request, response, callback, 404, "there is only " + studies);
            return;
        }
        String below = path.substring(studies.length());
        if (!below.isEmpty() && !Uid.isValid(below.substring(1))) {
            refuse(request, response, callback, 404, "no Study Instance UID after " + STUDIES);
            return;
        }
        switch (request.getMethod()) {
            case "POST" -> post(request, response, callback, sender.get(), below);
            case "OPTIONS" -> {
                response.getHeaders().put(HttpHeader.ALLOW, "OPTIONS, POST");
                response.setStatus(204);
                callback.succeeded();
            }
            default -> {
                response.getHeaders().put(HttpHeader.ALLOW, "OPTIONS, POST");
                refuse(request, response, callback, 405, "only objects can be stored here");
            }
        }
    }

    /** A browser adds Origin to such requests of a page, and no page has business here. */
    private Optional<StowSender> sender(Request request) {
        return request.getHeaders().contains(HttpHeader.ORIGIN)
                ? Optional.empty()
                : senders.sender(
                        Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION)));
    }

    private void post(
            Request request,
            Response response,
            Callback callback,
            StowSender sender,
            String below) {
        MediaType type = MediaType.of(header(request, HttpHeader.CONTENT_TYPE));
        String encoding = header(request, HttpHeader.CONTENT_ENCODING);
        String root = type.parameter("type").orElse(DICOM).toLowerCase(Locale.ROOT);
        if (!type.name().equals(MULTIPART)
                || !MediaType.of(root).name().equals(DICOM)
                || !(encoding.isEmpty() || encoding.equalsIgnoreCase("identity"))) {
            refuse(
                    request,
                    response,
                    callback,
                    415,
                    "the body must be multipart/related; type=\"application/dicom\", without a"
                            + " Content-Encoding");
            return;
        }
        String boundary = type.parameter("boundary").orElse("");
        if (!boundary.matches(BOUNDARY)) {
            refuse(request, response, callback, 400, "no valid boundary in Content-Type");
            return;
        }
        if (stopping || !receiver.hasFreeSpace() || !uploads.tryAcquire()) {
            busy(request, response, callback, sender);
            return;
        }
        try {
            Optional<String> study =
                    below.isEmpty() ? Optional.empty() : Optional.of(below.substring(1));
            store(
                    request,
                    response,
                    callback,
                    new Sender(sender.title(), address(request), study),
                    boundary);
        } finally {
            uploads.release();
        }
    }

    private void busy(Request request, Response response, Callback callback, StowSender sender) {
        LOG.warn(
                "STOW-RS of {} put off: too little free space, too many uploads, or this node is"
                        + " stopping",
                sender.name());
        address(request)
                .ifPresent(
                        peer ->
                                refusals.rejected(
                                        sender.title().value(),
                                        title.value(),
                                        peer,
                                        Refusals.Reason.NO_CAPACITY));
        response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
        refuse(request, response, callback, 503, "not now: try again later");
    }

    private void store(
            Request request, Response response, Callback callback, Sender sender, String boundary) {
        Upload upload = new Upload(receiver, sender);
        try (InputStream body = Content.Source.asInputStream(request)) {
            int status = stored(upload, sender, body, boundary);
            if (status == MALFORMED) {
                response.getHeaders().put(HttpHeader.CONNECTION, "close");
            }
            reply(request, response, callback, upload.reply(), status);
        } catch (IOException e) {
            LOG.warn(
                    "STOW-RS of {} broke off after {} stored objects: {}",
                    sender.title(),
                    upload.reply().stored(),
                    SafeText.line(String.valueOf(e), MAX_CAUSE));
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            reply(request, response, callback, upload.reply(), 408);
        }
    }

    /**
     * @return the status of the answer
     */
    private int stored(Upload upload, Sender sender, InputStream body, String boundary)
            throws IOException {
        try {
            upload.store(body, boundary, config.timeouts().request());
            return upload.reply().status();
        } catch (Multipart.MalformedException e) {
            LOG.warn("STOW-RS of {}: {}", sender.title(), e.getMessage());
            RefusedBody.discard(body, config.timeouts().request());
            return MALFORMED;
        }
    }

    private static void reply(
            Request request, Response response, Callback callback, StoreReply reply, int status) {
        String accept = header(request, HttpHeader.ACCEPT).toLowerCase(Locale.ROOT);
        boolean xml = accept.contains("dicom+xml") && !accept.contains("json");
        byte[] body = xml ? reply.xml().getBytes(StandardCharsets.UTF_8) : reply.json();
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, xml ? StoreReply.XML : StoreReply.JSON);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    /** Answers when the body has ended: a client that is still sending would not read it. */
    private void refuse(
            Request request, Response response, Callback callback, int status, String text) {
        RefusedBody.discard(
                request,
                config.timeouts().request(),
                () -> answer(response, callback, status, text));
    }

    private static void answer(Response response, Callback callback, int status, String text) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        response.write(
                true, ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)), callback);
    }

    private static String header(Request request, HttpHeader name) {
        return Optional.ofNullable(request.getHeaders().get(name)).orElse("");
    }

    private static Optional<InetAddress> address(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress()
                        instanceof InetSocketAddress peer
                ? Optional.ofNullable(peer.getAddress())
                : Optional.empty();
    }
}
