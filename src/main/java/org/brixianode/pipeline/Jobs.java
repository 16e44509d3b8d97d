package org.brixianode.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;

/**
 * What the pipeline requires of the queue. Each call is one transaction; a {@link StageException}
 * means that the transaction was not committed, or that it was and repeating the call reports it. A
 * call that ends a job or puts it back throws {@link
 * org.brixianode.queue.IllegalTransitionException} if the job's claim is not valid.
 */
interface Jobs {

    /** Duration of a lease. */
    Duration lease();

    /** Claims due jobs that were never interrupted, the first received first. */
    List<Job> claim(int max, Instant now, Instant leaseUntil) throws StageException;

    /** Whether an interrupted job is due. */
    boolean isInterruptedDue(Instant now) throws StageException;

    /** Claims one due interrupted job. */
    Optional<Job> claimInterrupted(Instant now, Instant leaseUntil) throws StageException;

    /**
     * @return the jobs whose claims are no longer valid
     */
    List<Job> renew(Collection<Job> held, Instant leaseUntil) throws StageException;

    /**
     * Puts back jobs whose lease has expired, whichever node held them.
     *
     * @return their ids
     */
    List<Long> requeueExpired(Instant now) throws StageException;

    /** Puts a job back without counting the attempt. */
    void putBack(Job job, Instant at) throws StageException;

    void park(Job job, String reason) throws StageException;

    void retryAt(Job job, Instant at, String reason) throws StageException;
}
