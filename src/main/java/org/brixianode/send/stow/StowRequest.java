package org.brixianode.send.stow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.brixianode.send.http.HttpPeer;

/**
 * The Store transaction's request (PS3.18 10.5.1): objects of one study in a multipart/related body
 * (RFC 2387) of known length.
 */
final class StowRequest {

    private static final String LINE = "\r\n";

    /**
     * @param studyUid the study of all parts
     * @param accept media type of the answer; some servers understand no list of types
     */
    static HttpPeer.Call of(String studyUid, List<StowPart> parts, String accept) {
        // No object contains 122 random bits by chance.
        String boundary = "brixia-" + UUID.randomUUID();
        String head = "--" + boundary + LINE + "Content-Type: application/dicom" + LINE + LINE;
        String end = "--" + boundary + "--" + LINE;
        List<BodyPublisher> body = new ArrayList<>();
        for (StowPart part : parts) {
            body.add(text(head));
            body.add(content(part));
            body.add(text(LINE));
        }
        body.add(text(end));
        BodyPublisher whole = BodyPublishers.concat(body.toArray(BodyPublisher[]::new));
        return new HttpPeer.Call(
                "POST",
                "/studies/" + URLEncoder.encode(studyUid, StandardCharsets.US_ASCII),
                Map.of(
                        "Content-Type",
                        "multipart/related; type=\"application/dicom\"; boundary=" + boundary,
                        "Accept",
                        accept),
                whole,
                whole.contentLength());
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text, StandardCharsets.US_ASCII);
    }

    private static BodyPublisher content(StowPart part) {
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(
                        () -> {
                            try {
                                return part.open();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        }),
                part.bytes());
    }

    private StowRequest() {}
}
