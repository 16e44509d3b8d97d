package org.brixianode.priors;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** One image, once. */
final class FakePriorLog implements PriorLog {
    final AtomicReference<Waiting> next = new AtomicReference<>();
    final AtomicReference<Error> error = new AtomicReference<>();
    final Map<String, Known> known = new HashMap<>();
    final List<String> expected = new CopyOnWriteArrayList<>();
    final Set<String> lost = new HashSet<>();
    final List<Optional<String>> ended = new CopyOnWriteArrayList<>();
    final List<String> failed = new CopyOnWriteArrayList<>();
    final AtomicInteger settled = new AtomicInteger();

    @Override
    public Optional<Waiting> claim(Duration longestWait) {
        Error thrown = error.getAndSet(null);
        if (thrown != null) {
            throw thrown;
        }
        return Optional.ofNullable(next.getAndSet(null));
    }

    @Override
    public Known known(String studyUid) {
        return known.getOrDefault(studyUid, Known.NO);
    }

    @Override
    public void expect(long job, Collection<String> seriesUids) {
        expected.addAll(seriesUids);
    }

    @Override
    public boolean hasImageOf(String seriesUid) {
        return !lost.contains(seriesUid);
    }

    @Override
    public void retrieved(long job, Optional<String> missing) {
        ended.add(missing);
    }

    @Override
    public void retry(long job, String reason) {
        failed.add(reason);
    }

    @Override
    public void settle() {
        settled.incrementAndGet();
    }
}
