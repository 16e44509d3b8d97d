package org.brixianode.api;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.brixianode.queue.DeliveryState;
import org.brixianode.queue.DestinationCounts;
import org.brixianode.study.AeTitle;

/** A destination with the counts of its deliveries. */
public final class DestinationJson {

    /**
     * @param info empty for one that has deliveries and is not configured
     * @param counts empty for one that has no deliveries
     */
    public static Map<String, Object> of(
            String name,
            Optional<DestinationInfo> info,
            Optional<DestinationCounts> counts,
            Optional<ReachabilityInfo> reachability,
            Instant now) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", JobJson.text(name));
        fields.put("configured", info.isPresent());
        Optional<DestinationInfo.Address> address = info.map(DestinationInfo::address);
        fields.put("protocol", address.map(DestinationInfo.Address::protocol).orElse(null));
        fields.put(
                "aeTitle",
                address.flatMap(DestinationInfo.Address::aeTitle)
                        .map(AeTitle::toString)
                        .orElse(null));
        fields.put("url", address.flatMap(DestinationInfo.Address::url).orElse(null));
        fields.put("host", address.map(DestinationInfo.Address::host).orElse(null));
        fields.put("port", address.map(DestinationInfo.Address::port).orElse(null));
        fields.put("results", info.map(DestinationInfo::results).orElse(null));
        fields.put("counts", counts(counts));
        fields.put(
                "oldestWaitingSeconds",
                counts.flatMap(DestinationCounts::oldestWaiting)
                        .map(since -> Math.max(0, Duration.between(since, now).toSeconds()))
                        .orElse(null));
        fields.put(
                "lastError",
                counts.flatMap(DestinationCounts::lastError)
                        .map(DestinationJson::error)
                        .orElse(null));
        fields.put("reachability", reachability.map(ReachabilityInfo::fields).orElse(null));
        return fields;
    }

    public static Map<String, Object> of(ReachabilityInfo reachability) {
        return reachability.fields();
    }

    private static Map<String, Object> counts(Optional<DestinationCounts> counts) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (DeliveryState state : DeliveryState.values()) {
            fields.put(
                    state.name().toLowerCase(Locale.ROOT),
                    counts.map(one -> one.of(state)).orElse(0L));
        }
        return fields;
    }

    private static Map<String, Object> error(DestinationCounts.LastError error) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("text", JobJson.text(error.text()));
        fields.put("status", error.status().isPresent() ? error.status().getAsInt() : null);
        fields.put("at", error.at().map(Instant::toString).orElse(null));
        return fields;
    }

    private DestinationJson() {}
}
