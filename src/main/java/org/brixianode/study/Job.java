package org.brixianode.study;

import java.time.Instant;
import java.util.Optional;

/**
 * The durable intention to score one received instance.
 *
 * @param id the queue's number for it
 * @param instance what to score
 * @param run which scoring of the instance is due, running or done, from 1
 * @param state where it stands
 * @param attempts how often it was tried, those left out that the end of the process cut short
 * @param interruptions how often the process ended while the job was in hand
 * @param claims how often it was claimed in all; tells this claim from an earlier or later one
 * @param firstClaimedAt when a worker first took it; the clock of its result objects, so that a
 *     repeated attempt writes the same objects
 * @param nextAttemptAt not before this it is claimed
 * @param reason why it has no score, failed, or waits for another attempt
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
