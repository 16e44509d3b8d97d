package org.brixianode.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.brixianode.ops.AlarmKind;
import org.brixianode.study.DurationText;
import org.jspecify.annotations.Nullable;

/**
 * Compares the system clock with the time that has passed. The alarm lasts for an hour after the
 * last jump, by the time that has passed.
 */
final class ClockJumps implements Condition {

    static final Duration LASTS = Duration.ofHours(1);

    private final Supplier<Duration> tolerated;
    private final LongSupplier nanoTime;
    private @Nullable Instant lastNow;
    private long lastNs;
    private @Nullable Finding active;
    private long jumpedNs;

    /**
     * @param tolerated greatest step that is no jump
     * @param nanoTime a clock that nobody sets, in nanoseconds
     */
    ClockJumps(Supplier<Duration> tolerated, LongSupplier nanoTime) {
        this.tolerated = tolerated;
        this.nanoTime = nanoTime;
    }

    @Override
    public List<Finding> check(Instant now) {
        long ns = nanoTime.getAsLong();
        if (lastNow != null) {
            Duration passed = Duration.ofNanos(ns - lastNs);
            Duration step = Duration.between(lastNow, now).minus(passed);
            if (step.abs().compareTo(tolerated.get()) > 0) {
                jumpedNs = ns;
                active = finding(step, now);
            }
        }
        lastNow = now;
        lastNs = ns;
        if (active != null && ns - jumpedNs > LASTS.toNanos()) {
            active = null;
        }
        return active == null ? List.of() : List.of(active);
    }

    private static Finding finding(Duration step, Instant now) {
        return Finding.ofNode(
                AlarmKind.CLOCK_JUMPED,
                now,
                "the system clock jumped %s by %s, or the machine was suspended. Check its time and its time service: dates in results and retries follow it"
                        .formatted(
                                step.isNegative() ? "back" : "ahead", DurationText.of(step.abs())));
    }
}
