package org.brixianode.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;
import org.brixianode.study.StudyFacts;

/**
 * What the pipeline needs of the queue. Each call is one transaction; a {@link StageException} has
 * changed nothing, or what the call was to change is there. What ends a job or puts it back is
 * refused with an {@link org.brixianode.queue.IllegalTransitionException} where the job is no
 * longer held under its claim.
 */
interface Jobs {

    /** How long a claim holds that is not renewed. */
    Duration lease();

    /** Takes due jobs that were never interrupted, the first received first. */
    List<Job> claim(int max, Instant now, Instant leaseUntil) throws StageException;

    /** Whether a job is due whose work was interrupted. */
    boolean isInterruptedDue(Instant now) throws StageException;

    /** Takes one due job whose work was interrupted. */
    Optional<Job> claimInterrupted(Instant now, Instant leaseUntil) throws StageException;

    /**
     * @return the jobs that are no longer held under their claim
     */
    List<Job> renew(Collection<Job> held, Instant leaseUntil) throws StageException;

    /**
     * Makes jobs whose lease has expired due again, whichever node held them.
     *
     * @return their ids
     */
    List<Long> requeueExpired(Instant now) throws StageException;

    /** Gives a job back without counting the attempt. */
    void putBack(Job job, Instant at) throws StageException;

    void completeNotScored(Job job, String reason, Optional<StudyFacts> facts)
            throws StageException;

    void park(Job job, String reason) throws StageException;

    void retryAt(Job job, Instant at, String reason) throws StageException;
}
