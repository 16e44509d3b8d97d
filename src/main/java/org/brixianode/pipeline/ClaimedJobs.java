package org.brixianode.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.brixianode.study.Job;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that this process has claimed and not ended, up to a limit. Thread-safe.
 *
 * <p>An interrupted job is claimed alone. A job whose claim was lost counts until its stage
 * releases it.
 */
final class ClaimedJobs {

    private enum State {
        PROCESSING,
        /** Its outcome could not be written. */
        TO_PUT_BACK,
        /** Its claim is no longer valid. */
        LOST
    }

    private record Key(long id, int claims) {
        static Key of(Job job) {
            return new Key(job.id(), job.claims());
        }
    }

    private static final class Entry {

        private final Job job;
        private State state = State.PROCESSING;

        /** When it was first found in no queue and no thread. */
        private @Nullable Instant unattendedFrom;

        Entry(Job job) {
            this.job = job;
        }
    }

    private final int limit;
    private final Map<Key, Entry> entries = new LinkedHashMap<>();

    /**
     * @param limit maximum number of claimed jobs
     */
    ClaimedJobs(int limit) {
        this.limit = limit;
    }

    int limit() {
        return limit;
    }

    /** How many more jobs may be claimed; none beside an interrupted one. */
    synchronized int capacity() {
        boolean hasInterrupted =
                entries.values().stream().anyMatch(one -> one.job.interruptions() > 0);
        return hasInterrupted ? 0 : limit - entries.size();
    }

    synchronized boolean isEmpty() {
        return entries.isEmpty();
    }

    synchronized void add(Collection<Job> claimed) {
        claimed.forEach(job -> entries.put(Key.of(job), new Entry(job)));
    }

    /** Whether the job is being processed under its claim. */
    synchronized boolean holds(Job job) {
        Entry entry = entries.get(Key.of(job));
        return entry != null && entry.state == State.PROCESSING;
    }

    synchronized void release(Job job) {
        entries.remove(Key.of(job));
    }

    /** Marks a job whose outcome could not be written; it stays claimed until it is put back. */
    synchronized void markToPutBack(Job job) {
        Entry entry = entries.get(Key.of(job));
        if (entry != null) {
            entry.state = State.TO_PUT_BACK;
        }
    }

    synchronized List<Job> toPutBack() {
        return jobs(Set.of(State.TO_PUT_BACK));
    }

    /** The jobs whose leases have to be renewed. */
    synchronized List<Job> claimed() {
        return jobs(Set.of(State.PROCESSING, State.TO_PUT_BACK));
    }

    private List<Job> jobs(Set<State> states) {
        return entries.values().stream()
                .filter(entry -> states.contains(entry.state))
                .map(entry -> entry.job)
                .toList();
    }

    /**
     * Finds claimed jobs that no queue and no thread has, for instance after a failed allocation
     * between two stages. They have to be put back, since their leases would be renewed for ever.
     *
     * @param attended jobs that a queue or a thread has
     * @param patience how long a job may be in transit between two of them
     * @return the jobs found
     */
    synchronized List<Job> findUnattended(
            Collection<Job> attended, Instant now, Duration patience) {
        Set<Key> keys = attended.stream().map(Key::of).collect(Collectors.toSet());
        List<Job> found = new ArrayList<>();
        for (Entry entry : List.copyOf(entries.values())) {
            if (keys.contains(Key.of(entry.job)) || entry.state == State.TO_PUT_BACK) {
                entry.unattendedFrom = null;
                continue;
            }
            if (entry.unattendedFrom == null) {
                entry.unattendedFrom = now;
            }
            if (now.isBefore(entry.unattendedFrom.plus(patience))) {
                continue;
            }
            found.add(entry.job);
            if (entry.state == State.LOST) {
                entries.remove(Key.of(entry.job));
            } else {
                entry.state = State.TO_PUT_BACK;
            }
        }
        return found;
    }

    /** Marks jobs whose claims are no longer valid. */
    synchronized void markLost(Collection<Job> lost) {
        for (Job job : lost) {
            Entry entry = entries.get(Key.of(job));
            if (entry != null && entry.state == State.TO_PUT_BACK) {
                entries.remove(Key.of(job));
            } else if (entry != null) {
                entry.state = State.LOST;
            }
        }
    }
}
