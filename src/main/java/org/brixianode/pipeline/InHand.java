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
 * The jobs that this process has claimed and not ended, and how many there may be. Thread-safe.
 *
 * <p>A job that was interrupted before is in hand alone. One whose claim was lost keeps its place
 * until the stage that has it lets it go.
 */
final class InHand {

    private enum State {
        WORKED_ON,
        /** Its end could not be written. */
        TO_BE_PUT_BACK,
        /** It has another claim, or none. */
        LOST
    }

    private record Key(long id, int claims) {
        static Key of(Job job) {
            return new Key(job.id(), job.claims());
        }
    }

    private static final class Entry {

        private final Job job;
        private State state = State.WORKED_ON;

        /** Since when no queue and no thread has had it, at any look. */
        private @Nullable Instant unattendedSince;

        Entry(Job job) {
            this.job = job;
        }
    }

    private final int limit;
    private final Map<Key, Entry> entries = new LinkedHashMap<>();

    /**
     * @param limit most jobs at once
     */
    InHand(int limit) {
        this.limit = limit;
    }

    int limit() {
        return limit;
    }

    /** How many more jobs may be claimed; none beside one that was interrupted before. */
    synchronized int room() {
        boolean alone = entries.values().stream().anyMatch(one -> one.job.interruptions() > 0);
        return alone ? 0 : limit - entries.size();
    }

    synchronized boolean isEmpty() {
        return entries.isEmpty();
    }

    synchronized void add(Collection<Job> claimed) {
        claimed.forEach(job -> entries.put(Key.of(job), new Entry(job)));
    }

    /** Whether work on the job goes on under its claim. */
    synchronized boolean holds(Job job) {
        Entry entry = entries.get(Key.of(job));
        return entry != null && entry.state == State.WORKED_ON;
    }

    synchronized void release(Job job) {
        entries.remove(Key.of(job));
    }

    /** Its end could not be written: it stays in hand until it is put back. */
    synchronized void toBePutBack(Job job) {
        Entry entry = entries.get(Key.of(job));
        if (entry != null) {
            entry.state = State.TO_BE_PUT_BACK;
        }
    }

    synchronized List<Job> toBePutBack() {
        return jobs(Set.of(State.TO_BE_PUT_BACK));
    }

    /** The jobs whose lease is to be renewed. */
    synchronized List<Job> claimed() {
        return jobs(Set.of(State.WORKED_ON, State.TO_BE_PUT_BACK));
    }

    private List<Job> jobs(Set<State> states) {
        return entries.values().stream()
                .filter(entry -> states.contains(entry.state))
                .map(entry -> entry.job)
                .toList();
    }

    /**
     * Finds jobs that were lost between two stages, for instance by a failed allocation: they stay
     * in hand while no queue and no thread has them. Such a job is put back, so that its lease is
     * not renewed for ever.
     *
     * @param attended jobs that a queue or a thread has now
     * @param patience a job may be on its way between two of them for so long
     * @return the jobs that were found
     */
    synchronized List<Job> findUnattended(
            Collection<Job> attended, Instant now, Duration patience) {
        Set<Key> keys = attended.stream().map(Key::of).collect(Collectors.toSet());
        List<Job> found = new ArrayList<>();
        for (Entry entry : List.copyOf(entries.values())) {
            if (keys.contains(Key.of(entry.job)) || entry.state == State.TO_BE_PUT_BACK) {
                entry.unattendedSince = null;
                continue;
            }
            if (entry.unattendedSince == null) {
                entry.unattendedSince = now;
            }
            if (now.isBefore(entry.unattendedSince.plus(patience))) {
                continue;
            }
            found.add(entry.job);
            if (entry.state == State.LOST) {
                entries.remove(Key.of(entry.job));
            } else {
                entry.state = State.TO_BE_PUT_BACK;
            }
        }
        return found;
    }

    /** Notes that jobs are no longer held under these claims. */
    synchronized void lose(Collection<Job> lost) {
        for (Job job : lost) {
            Entry entry = entries.get(Key.of(job));
            if (entry != null && entry.state == State.TO_BE_PUT_BACK) {
                entries.remove(Key.of(job));
            } else if (entry != null) {
                entry.state = State.LOST;
            }
        }
    }
}
