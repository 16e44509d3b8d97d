package org.brixianode.pipeline;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.brixianode.study.DurationText;

/**
 * Configuration of the pipeline.
 *
 * @param width number of decoding threads, and of composing threads
 * @param workers number of threads that run the network, each on a batch; one per device suffices
 * @param batch maximum batch size
 * @param retry when a failed job is retried
 * @param poll interval between two queries for due jobs
 * @param decodedBytes limit of the memory of decoded images of claimed jobs
 * @param results folder for result objects
 * @param routes which results are sent to which destinations
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
     * Number of interruptions after which a job is parked: once together with other jobs, then
     * alone.
     */
    static final int MAX_INTERRUPTIONS = 3;

    /**
     * @param first wait after the first failure, doubled with each further one
     * @param longest wait
     * @param attempts number of attempts before a job is parked
     */
    public record Retry(Duration first, Duration longest, int attempts) {

        /** Ten attempts within about four hours. */
        public static final Retry DEFAULT =
                new Retry(Duration.ofSeconds(15), Duration.ofHours(1), 10);

        /**
         * @throws IllegalArgumentException if a value is invalid
         */
        public Retry {
            if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
                throw new IllegalArgumentException(
                        "retry-first %s must be positive and not above retry-longest %s"
                                .formatted(DurationText.of(first), DurationText.of(longest)));
            }
            if (attempts < 1) {
                throw new IllegalArgumentException("attempts must be 1 or more, not " + attempts);
            }
        }

        /** The wait after a number of attempts. */
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
                    "poll %s must be positive".formatted(DurationText.of(poll)));
        }
    }

    /**
     * Maximum number of claimed jobs: those being decoded or composed, and for each worker a batch
     * being scored and a batch waiting.
     */
    int maxClaimed() {
        return 2 * width + 2 * batch * workers;
    }
}
