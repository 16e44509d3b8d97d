package org.brixianode.api;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The result of testing a destination.
 *
 * @param state name of the state, as in {@code ANSWERS}
 * @param message names the destination and, if it does not answer, what to check
 * @param at when it was tested
 */
public record ReachabilityInfo(String state, String message, Instant at, Duration took) {

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("state", state);
        fields.put("message", JobJson.text(message));
        fields.put("at", at.toString());
        fields.put("tookMs", took.toMillis());
        return fields;
    }
}
