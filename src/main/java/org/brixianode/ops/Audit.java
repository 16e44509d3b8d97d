package org.brixianode.ops;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit trail: one JSON object a line on the logger {@value #LOGGER}, apart from the log. UIDs
 * and AE titles only, no patient data.
 */
public final class Audit {

    /** The logger that a log configuration sends to a file of its own. */
    public static final String LOGGER = "audit";

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
        line.put("event", event);
        for (int i = 0; i + 1 < details.length; i += 2) {
            line.put(String.valueOf(details[i]), details[i + 1]);
        }
        LOG.info("{}", JsonLine.of(line));
    }

    private Audit() {}
}
