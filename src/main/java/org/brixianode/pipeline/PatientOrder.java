package org.brixianode.pipeline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.brixianode.study.Job;
import org.brixianode.study.Patient;
import org.jspecify.annotations.Nullable;

/**
 * Lets the images of one patient be composed in the order in which they were claimed, so that each
 * report can refer to the results before it. An image waits for those claimed before it that are of
 * the same patient or, since they are not decoded yet, may be; images of other patients overtake.
 * The first claimed job never waits. Thread-safe.
 *
 * @param <T> type of the composed items
 */
final class PatientOrder<T> {

    private record Key(long id, int claims) {
        static Key of(Job job) {
            return new Key(job.id(), job.claims());
        }
    }

    private static final class Entry<T> {
        private final Job job;
        private boolean decoded;
        private Optional<String> patient = Optional.empty();
        private @Nullable T ready;

        Entry(Job job) {
            this.job = job;
        }
    }

    private final Map<Key, Entry<T>> entries = new LinkedHashMap<>();
    private final Consumer<T> next;

    /**
     * @param next receives items that may be composed; must not block
     */
    PatientOrder(Consumer<T> next) {
        this.next = next;
    }

    /** Registers claimed jobs in their order, before they are processed. */
    synchronized void claimed(Collection<Job> jobs) {
        jobs.forEach(job -> entries.put(Key.of(job), new Entry<>(job)));
    }

    /** Sets the patient of a job's image. */
    void decoded(Job job, Optional<Patient> patient) {
        passOn(
                () -> {
                    Entry<T> entry = entries.get(Key.of(job));
                    if (entry != null) {
                        entry.decoded = true;
                        entry.patient = patient.map(Patient::key);
                    }
                });
    }

    /** Marks an item as ready to be composed when its turn comes. */
    void ready(Job job, T item) {
        passOn(
                () -> {
                    // A job that has been released in between is passed on and discarded there.
                    entries.computeIfAbsent(Key.of(job), any -> new Entry<>(job)).ready = item;
                });
    }

    /** Removes a released job. */
    void released(Job job) {
        passOn(() -> entries.remove(Key.of(job)));
    }

    /** The jobs that wait for others. */
    synchronized List<Job> waiting() {
        return entries.values().stream()
                .filter(entry -> entry.ready != null)
                .map(entry -> entry.job)
                .toList();
    }

    /** Whether no other claimed job was claimed before it. */
    synchronized boolean isFirst(Job job) {
        return entries.isEmpty() || entries.keySet().iterator().next().equals(Key.of(job));
    }

    private void passOn(Runnable change) {
        List<T> due;
        synchronized (this) {
            change.run();
            due = takeDue();
        }
        due.forEach(next);
    }

    private List<T> takeDue() {
        List<T> due = new ArrayList<>();
        Set<String> before = new HashSet<>();
        for (Entry<T> entry : entries.values()) {
            T item = entry.ready;
            boolean waits = entry.patient.filter(before::contains).isPresent();
            if (item != null && !waits) {
                due.add(item);
                entry.ready = null;
            }
            if (!entry.decoded) {
                // It may be of the same patient as any later job.
                break;
            }
            entry.patient.ifPresent(before::add);
        }
        return due;
    }
}
