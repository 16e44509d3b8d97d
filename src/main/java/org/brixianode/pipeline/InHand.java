package org.brixianode.pipeline;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.brixianode.queue.JobQueue;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;

/**
 * The jobs that this process works on. What the queue has as claimed by this node and is not among
 * them is worked on by nobody.
 */
final class InHand {

    /** Takes jobs. */
    @FunctionalInterface
    interface Claim {
        List<Job> run() throws StageException;
    }

    private record Key(long id, int claims) {}

    private final JobQueue queue;
    private final Set<Key> jobs = new HashSet<>();

    InHand(JobQueue queue) {
        this.queue = queue;
    }

    /** A claim that fails may have been committed: such jobs are worked on by nobody. */
    synchronized List<Job> take(Claim claim) throws StageException {
        List<Job> claimed = claim.run();
        claimed.forEach(job -> jobs.add(key(job)));
        return claimed;
    }

    synchronized void release(List<Job> worked) {
        worked.forEach(job -> jobs.remove(key(job)));
    }

    /** Gives up what is in hand: its workers did not end in time. */
    synchronized List<Long> releaseAll(Instant at) throws StageException {
        jobs.clear();
        return putBackUnattended(at);
    }

    /**
     * @param at not before this they are claimed again
     * @return what was put back
     */
    synchronized List<Long> putBackUnattended(Instant at) throws StageException {
        return queue.putBackUnattended(jobs.stream().map(Key::id).toList(), at);
    }

    private static Key key(Job job) {
        return new Key(job.id(), job.claims());
    }
}
