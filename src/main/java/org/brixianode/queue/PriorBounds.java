package org.brixianode.queue;

import java.time.Duration;
import org.brixianode.study.DurationText;

/**
 * Which earlier results a report compares with.
 *
 * @param number maximum number, the latest first
 * @param age maximum age at the acquisition of the present image
 */
public record PriorBounds(int number, Duration age) {

    /** Eight results of three years. */
    public static final PriorBounds DEFAULT = new PriorBounds(8, Duration.ofDays(1095));

    private static final int MAX_NUMBER = 50;

    /**
     * @throws IllegalArgumentException if the number is not 1 to 50 or the age is not positive
     */
    public PriorBounds {
        if (number < 1 || number > MAX_NUMBER) {
            throw new IllegalArgumentException(
                    "number %d of earlier results must be 1 to %d".formatted(number, MAX_NUMBER));
        }
        if (age.isNegative() || age.isZero()) {
            throw new IllegalArgumentException(
                    "age %s of earlier results must be positive".formatted(DurationText.of(age)));
        }
    }
}
