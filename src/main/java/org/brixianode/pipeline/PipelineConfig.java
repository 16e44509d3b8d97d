package org.brixianode.pipeline;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How jobs are worked on.
 *
 * @param width threads that decode, and as many that compose results
 * @param workers threads that run the network, each on a batch; one for each device suffices
 * @param batch most images in one batch
 * @param retry when a failed job is tried again
 * @param poll how often jobs that have become due are looked for
 * @param decodedBytes bound on the memory of images that are decoded and not ended
 * @param results folder for result objects
 * @param routes where results go
 */
public record PipelineConfig(
        int width,
        int workers,
        int batch,
        Retry retry,
        Duration poll,
        long decodedBytes,
        Path results,
        List<Route> routes) {

    /**
     * How often a job is in hand while the process ends, until it is parked: once in a batch with
     * others, then alone.
     */
    static final int MAX_INTERRUPTIONS = 3;

    /**
     * @param first wait after the first failure, doubled with each further one
     * @param longest wait
     * @param attempts how often a job is begun before it is parked
     */
    public record Retry(Duration first, Duration longest, int attempts) {

        /** Ten attempts within about four hours. */
        public static final Retry DEFAULT =
                new Retry(Duration.ofSeconds(15), Duration.ofHours(1), 10);

        /**
         * @throws IllegalArgumentException naming every bad value
         */
        public Retry {
            if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
                throw new IllegalArgumentException(
                        "retry: first wait %s must be positive and not above the longest %s"
                                .formatted(first, longest));
            }
            if (attempts < 1) {
                throw new IllegalArgumentException("retry: attempts must be 1 or more");
            }
        }

        /** The wait after so many attempts. */
        Duration after(int attempts) {
            int doublings = Math.min(30, Math.max(0, attempts - 1));
            Duration wait = first.multipliedBy(1L << doublings);
            return wait.compareTo(longest) > 0 ? longest : wait;
        }
    }

    /**
     * @throws IllegalArgumentException if a number is not positive
     */
    public PipelineConfig {
        routes = List.copyOf(routes);
        if (width < 1 || workers < 1 || batch < 1 || decodedBytes < 1) {
            throw new IllegalArgumentException(
                    "pipeline: width %d, workers %d, batch %d and memory %d must be positive"
                            .formatted(width, workers, batch, decodedBytes));
        }
        if (poll.isNegative() || poll.isZero()) {
            throw new IllegalArgumentException(
                    "pipeline: poll %s must be positive".formatted(poll));
        }
    }

    /**
     * How many jobs are claimed and not ended: those that are decoded or composed, one batch that
     * the network runs, and one that waits for it.
     */
    int mostInHand() {
        return 2 * width + 2 * batch * workers;
    }
}
