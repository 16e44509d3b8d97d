package org.brixianode.send.http;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.brixianode.study.SafeText;

/**
 * The answer of an HTTP service.
 *
 * @param body at most {@value BoundedBody#MAX_BYTES} bytes of it
 */
public record HttpAnswer(int status, HttpHeaders headers, Body body) {

    private static final int MAX_NAME = 200;
    private static final int MAX_DIGITS = 9;

    /** Longest time that a service can ask for. */
    private static final Duration LONGEST = Duration.ofHours(1);

    /**
     * The body.
     *
     * @param bytes its beginning
     * @param complete whether there is no more
     */
    @SuppressWarnings("ArrayRecordComponent") // neither compared nor printed
    public record Body(byte[] bytes, boolean complete) {}

    /** Whether the service has done what was asked (RFC 9110 15.3). */
    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /** The media type without its parameters, in lower case; empty if there is none. */
    public String mediaType() {
        String type = headers.firstValue("Content-Type").orElse("");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /**
     * The time for which the service wants no further request (RFC 9110 10.2.3), at most an hour.
     */
    public Optional<Duration> retryAfter(Instant now) {
        String value = headers.firstValue("Retry-After").orElse("").strip();
        Duration wait;
        if (value.matches("\\d{1," + MAX_DIGITS + "}")) {
            wait = Duration.ofSeconds(Long.parseLong(value));
        } else {
            try {
                Instant at = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
                wait = Duration.between(now, at);
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }
        if (wait.isNegative()) {
            return Optional.empty();
        }
        return Optional.of(wait.compareTo(LONGEST) < 0 ? wait : LONGEST);
    }

    /** Where a redirect points, without path and query, for a message. */
    public String redirectTarget() {
        String location = headers.firstValue("Location").orElse("");
        try {
            URI target = new URI(location);
            String host = target.getHost() == null ? "the same host" : target.getHost();
            return SafeText.line(host, MAX_NAME);
        } catch (java.net.URISyntaxException e) {
            return "no valid address";
        }
    }
}
