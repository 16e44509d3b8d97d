package org.brixianode.pipeline;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How jobs are worked on.
 *
 * @param workers how many batches at once
 * @param batch most jobs in one batch
 * @param retry when a failed job is tried again
 * @param poll how often a worker looks for jobs that have become due
 * @param results folder for result objects
 * @param routes where results go
 */
public record PipelineConfig(
        int workers, int batch, Retry retry, Duration poll, Path results, List<Route> routes) {

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
        if (workers < 1 || batch < 1 || poll.isNegative() || poll.isZero()) {
            throw new IllegalArgumentException(
                    "pipeline: workers %d, batch %d and poll %s must be positive"
                            .formatted(workers, batch, poll));
        }
    }
}
