package org.brixianode.api;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a test of a destination, or a delivery to it, has shown.
 *
 * @param state name of the state, as in {@code ANSWERS}
 * @param message names the destination and, if it does not answer, what to check
 * @param at when that was
 * @param took empty for a delivery
 */
public record ReachabilityInfo(String state, String message, Instant at, Optional<Duration> took) {

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("state", state);
        fields.put("message", JobJson.text(message));
        fields.put("at", at.toString());
        fields.put("tookMs", took.map(Duration::toMillis).orElse(null));
        return fields;
    }
}
