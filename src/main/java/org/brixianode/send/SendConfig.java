package org.brixianode.send;

import java.time.Duration;
import org.brixianode.dicom.Problems;

/**
 * Configuration of sending, for every kind of destination.
 *
 * @param backOff waits between attempts
 * @param batch maximum number of deliveries per batch
 * @param refusalsBeforeParking number of refusals after which a delivery is parked
 * @param poll interval between two queries for due deliveries
 * @param askAgain time without a storage commitment report after which a destination is asked again
 */
public record SendConfig(
        BackOff backOff, int batch, int refusalsBeforeParking, Duration poll, Duration askAgain) {

    /** The default values. */
    public static final SendConfig DEFAULT =
            new SendConfig(BackOff.DEFAULT, 50, 10, Duration.ofSeconds(1), Duration.ofHours(1));

    private static final int MAX_BATCH = 1000;

    /** With the default time after which a destination is asked again. */
    public SendConfig(BackOff backOff, int batch, int refusalsBeforeParking, Duration poll) {
        this(backOff, batch, refusalsBeforeParking, poll, Duration.ofHours(1));
    }

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
                        "refusals-before-parking must be positive, not " + refusalsBeforeParking)
                .checkWait("poll", poll)
                .checkWait("commitment-ask-again", askAgain)
                .throwIfAny("sending");
    }
}
