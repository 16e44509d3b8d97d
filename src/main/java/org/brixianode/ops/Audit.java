package org.brixianode.ops;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit trail: one JSON object a line on the logger {@value #LOGGER}, apart from the log, with
 * {@code time} and {@code event} first. UIDs, AE titles, the global score and the model; no patient
 * data.
 */
public final class Audit {

    /** The logger that a log configuration sends to a file of its own. */
    public static final String LOGGER = "audit";

    /** ISO 8601, UTC, always with milliseconds, so that lines sort. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

    /** What the trail tells of. */
    public enum Event {
        RECEIVED,
        DUPLICATE,
        CONFLICT,
        SCORED,
        NOT_SCORED,
        FAILED,
        RETRY,
        SENT,
        NOT_SENT,
        PURGED,
        STARTED,
        STOPPED
    }

    /**
     * @param details name, value, name, value, ...
     */
    public static void record(Event event, Object... details) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", TIME.format(Instant.now()));
        line.put("event", event);
        for (int i = 0; i + 1 < details.length; i += 2) {
            line.put(String.valueOf(details[i]), details[i + 1]);
        }
        LOG.info("{}", JsonLine.of(line));
    }

    private Audit() {}
}
