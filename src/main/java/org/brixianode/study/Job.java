package org.brixianode.study;

import java.time.Instant;
import java.util.Optional;

/**
 * A durable request to score one received instance.
 *
 * @param id primary key in the queue
 * @param instance the instance to score
 * @param run number of this scoring of the instance, from 1
 * @param state current state
 * @param attempts number of attempts, without those that ended with the process
 * @param interruptions how often the process ended while the job was running
 * @param claims total number of claims; distinguishes this claim from earlier and later ones
 * @param firstClaimedAt when a worker first claimed it; the time written in its result objects, so
 *     that a repeated attempt writes identical objects
 * @param nextAttemptAt earliest time of the next claim
 * @param reason why it is not scored, has failed, or waits for another attempt
 */
public record Job(
        long id,
        ReceivedInstance instance,
        int run,
        JobState state,
        int attempts,
        int interruptions,
        int claims,
        Optional<Instant> firstClaimedAt,
        Instant nextAttemptAt,
        Optional<String> reason) {}
