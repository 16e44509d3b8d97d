package org.brixianode.study;

import java.time.Instant;
import java.util.Optional;

/**
 * The durable intention to score one received instance.
 *
 * @param id the queue's number for it
 * @param instance what to score
 * @param state where it stands
 * @param attempts how often it was claimed
 * @param firstClaimedAt when a worker first took it; the clock of its result objects, so that a
 *     repeated attempt writes the same objects
 * @param nextAttemptAt not before this it is claimed
 * @param reason why it has no score, failed, or waits for another attempt
 */
public record Job(
        long id,
        ReceivedInstance instance,
        JobState state,
        int attempts,
        Optional<Instant> firstClaimedAt,
        Instant nextAttemptAt,
        Optional<String> reason) {}
