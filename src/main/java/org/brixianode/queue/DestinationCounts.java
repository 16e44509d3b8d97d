package org.brixianode.queue;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How one destination stands.
 *
 * @param destination its name
 * @param byState how many deliveries are in each state, also with 0
 * @param oldestWaiting since when the oldest of those that are not sent and not parked waits
 * @param lastError of those that are not sent, the latest
 */
public record DestinationCounts(
        String destination,
        Map<DeliveryState, Long> byState,
        Optional<Instant> oldestWaiting,
        Optional<LastError> lastError) {

    /**
     * What a delivery failed of.
     *
     * @param text for an operator
     * @param status the destination's answer, if there was one
     * @param at when; absent where an earlier release failed
     */
    public record LastError(String text, OptionalInt status, Optional<Instant> at) {}

    public DestinationCounts {
        Map<DeliveryState, Long> all = new EnumMap<>(DeliveryState.class);
        for (DeliveryState state : DeliveryState.values()) {
            all.put(state, byState.getOrDefault(state, 0L));
        }
        byState = Map.copyOf(all);
    }

    public long of(DeliveryState state) {
        return byState.getOrDefault(state, 0L);
    }

    /** Those that neither the destination has nor an operator must look at. */
    public long unsent() {
        return of(DeliveryState.WAITING) + of(DeliveryState.SENDING);
    }
}
