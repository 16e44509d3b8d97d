package org.brixianode.watch;

import java.time.Duration;

/**
 * When the node raises alarms.
 *
 * @param interval time between two checks
 * @param echoInterval a destination with which there was no contact for this long is tried; zero:
 *     never
 * @param patience how long a condition may last
 * @param samples numbers of images from which conclusions are drawn
 * @param diskLowBytes with less free space, a warning is raised before the node refuses images
 * @param certificateExpires time before the end of a certificate's validity
 * @param clockJump greatest step of the system clock that is no alarm
 */
public record WatchConfig(
        Duration interval,
        Duration echoInterval,
        Patience patience,
        Samples samples,
        long diskLowBytes,
        Duration certificateExpires,
        Duration clockJump) {

    private static final Duration MIN = Duration.ofSeconds(1);

    /** The same thresholds with the interval of another configuration. */
    public WatchConfig withIntervalOf(WatchConfig other) {
        return new WatchConfig(
                other.interval,
                echoInterval,
                patience,
                samples,
                diskLowBytes,
                certificateExpires,
                clockJump);
    }

    /**
     * How long a condition may last before it is an alarm.
     *
     * @param scoringStalled images are due and none is processed
     * @param jobHangs an image is being processed
     * @param resultsWaiting a result waits for its destination
     * @param notCommitted a destination has a result and does not commit to its storage
     * @param unreachable a destination cannot be reached
     * @param notReady a destination has trouble before {@code /health/ready} fails
     */
    public record Patience(
            Duration scoringStalled,
            Duration jobHangs,
            Duration resultsWaiting,
            Duration notCommitted,
            Duration unreachable,
            Duration notReady) {

        /**
         * @throws IllegalArgumentException if one is shorter than a second
         */
        public Patience {
            require("scoring-stalled", scoringStalled);
            require("job-hangs", jobHangs);
            require("results-waiting", resultsWaiting);
            require("results-not-committed", notCommitted);
            require("destination-unreachable", unreachable);
            require("destination-not-ready", notReady);
        }
    }

    /**
     * Numbers of images.
     *
     * @param missed images that usually come while none comes now
     * @param unscored images of one sender, none of which is scored
     * @param drift least number of images of the last seven days, and of the weeks before, that are
     *     compared
     */
    public record Samples(int missed, int unscored, int drift) {

        private static final int MAX = 1000;

        /** More of a busy sender's would take long to read, each minute. */
        private static final int MOST_UNSCORED = 100;

        private static final int LEAST_DRIFT = 20;

        /**
         * @throws IllegalArgumentException if a number is out of range
         */
        public Samples {
            require("missed-images", missed, 1, MAX);
            require("unscored-images", unscored, 2, MOST_UNSCORED);
            require("drift-images", drift, LEAST_DRIFT, MAX);
        }

        private static void require(String key, int value, int least, int most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(
                        "watch.%s = %d must be %d to %d".formatted(key, value, least, most));
            }
        }
    }

    /**
     * @throws IllegalArgumentException if a duration is too short
     */
    public WatchConfig {
        require("interval", interval);
        require("clock-jump", clockJump);
        if (!echoInterval.isZero()) {
            require("echo-interval", echoInterval);
        }
    }

    private static void require(String key, Duration value) {
        if (value.compareTo(MIN) < 0) {
            throw new IllegalArgumentException("watch." + key + " must be 1 s or more");
        }
    }
}
