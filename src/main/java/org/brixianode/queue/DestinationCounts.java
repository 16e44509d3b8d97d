package org.brixianode.queue;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The delivery counts of one destination.
 *
 * @param destination its name
 * @param byState number of deliveries per state, including 0
 * @param oldestWaiting since when the oldest waiting or sending delivery has been waiting
 * @param lastError the latest failure of a delivery that is not sent
 */
public record DestinationCounts(
        String destination,
        Map<DeliveryState, Long> byState,
        Optional<Instant> oldestWaiting,
        Optional<LastError> lastError) {

    /**
     * The failure of a delivery.
     *
     * @param text description for the operator
     * @param status the destination's answer, if there was one
     * @param at when it failed; empty if it failed under an earlier release
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

    /** Number of deliveries that are WAITING or SENDING. */
    public long unsent() {
        return of(DeliveryState.WAITING) + of(DeliveryState.SENDING);
    }
}
