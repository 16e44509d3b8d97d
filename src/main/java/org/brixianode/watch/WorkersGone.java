package org.brixianode.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.brixianode.ops.AlarmKind;

/** Threads that have ended and are not replaced in time. */
final class WorkersGone implements Condition {

    private final Supplier<List<String>> ended;
    private final Duration grace;
    private final Map<String, Instant> goneSince = new HashMap<>();

    /**
     * @param ended names of the threads that have ended
     * @param grace within which a thread is usually replaced
     */
    WorkersGone(Supplier<List<String>> ended, Duration grace) {
        this.ended = ended;
        this.grace = grace;
    }

    @Override
    public List<Finding> check(Instant now) {
        List<String> names = ended.get();
        goneSince.keySet().retainAll(names);
        List<Finding> found = new ArrayList<>();
        for (String name : names) {
            Instant since = goneSince.computeIfAbsent(name, one -> now);
            if (!now.isBefore(since.plus(grace))) {
                found.add(
                        Finding.of(
                                AlarmKind.WORKER_GONE,
                                name,
                                since,
                                "the thread "
                                        + name
                                        + " has ended and could not be replaced: restart the node,"
                                        + " and look into the log for its error"));
            }
        }
        return found;
    }
}
