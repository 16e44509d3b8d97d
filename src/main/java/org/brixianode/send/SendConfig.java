package org.brixianode.send;

import java.time.Duration;
import org.brixianode.dicom.Problems;

/**
 * How the node sends, whatever the kind of destination.
 *
 * @param backOff how long it waits before another attempt
 * @param batch deliveries that a courier gets at once
 * @param refusalsBeforeParking how often a destination may refuse a delivery
 * @param poll how often it looks for deliveries that have become due
 */
public record SendConfig(BackOff backOff, int batch, int refusalsBeforeParking, Duration poll) {

    /** The usual. */
    public static final SendConfig DEFAULT =
            new SendConfig(BackOff.DEFAULT, 50, 10, Duration.ofSeconds(1));

    private static final int MAX_BATCH = 1000;

    /**
     * @throws IllegalArgumentException with every problem
     */
    public SendConfig {
        new Problems()
                .unless(
                        batch >= 1 && batch <= MAX_BATCH,
                        "batch must be between 1 and 1000, not " + batch)
                .unless(
                        refusalsBeforeParking >= 1,
                        "refusals before parking must be positive, not " + refusalsBeforeParking)
                .checkWait("poll", poll)
                .throwIfAny("sending");
    }
}
