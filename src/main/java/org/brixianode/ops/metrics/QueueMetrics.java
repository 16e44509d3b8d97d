package org.brixianode.ops.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The state of the queue and the disk, as of the last {@link #update}; ages grow in between. A
 * gauge is registered when its state or destination is first seen and stays: replacing one while
 * another thread scrapes would show it twice.
 */
final class QueueMetrics {

    private static final double MILLIS = 1000;
    private static final String SECONDS = "seconds";
    private static final String BYTES = "bytes";

    private final MeterRegistry registry;
    private final Clock clock;
    private final Set<Tags> known = new HashSet<>();
    private volatile @Nullable Figures latest;

    QueueMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        add(
                "jobs.oldest.age",
                "Age of the oldest waiting job; 0 if none waits",
                SECONDS,
                Tags.empty(),
                figures -> ageS(figures.oldestWaiting()));
        add(
                "watch.last.check.age",
                "Time since the node last looked at its queue and its disk",
                SECONDS,
                Tags.empty(),
                figures -> ageS(Optional.of(figures.takenAt())));
        add(
                "disk.free",
                "Free bytes on the disk of storage.dir",
                BYTES,
                Tags.empty(),
                Figures::freeBytes);
        add(
                "disk.size",
                "Size of the disk of storage.dir",
                BYTES,
                Tags.empty(),
                Figures::totalBytes);
    }

    /** Adds a gauge; it is not a number before the first figures, or without its destination. */
    private void add(
            String name, String help, String unit, Tags tags, ToDoubleFunction<Figures> value) {
        Gauge.builder("brixia." + name, () -> read(value))
                .description(help)
                .baseUnit(unit.isEmpty() ? null : unit)
                .tags(tags)
                .register(registry);
    }

    private double read(ToDoubleFunction<Figures> value) {
        Figures figures = latest;
        return figures == null ? Double.NaN : value.applyAsDouble(figures);
    }

    private double ageS(Optional<Instant> since) {
        return since.map(at -> Duration.between(at, clock.instant()).toMillis() / MILLIS)
                .map(age -> Math.max(0, age))
                .orElse(0.0);
    }

    /** Called by one thread. */
    void update(Figures figures) {
        latest = figures;
        for (String state : figures.jobs().keySet()) {
            if (known.add(Tags.of("state", state))) {
                add(
                        "jobs",
                        "Number of jobs by state, purged ones included",
                        "",
                        Tags.of("state", state),
                        now -> now.jobs().getOrDefault(state, 0L));
            }
        }
        figures.destinations().forEach(this::addDestination);
    }

    private void addDestination(Figures.Destination destination) {
        Tags name = Tags.of("destination", destination.name());
        for (String state : destination.deliveries().keySet()) {
            if (known.add(name.and("state", state))) {
                add(
                        "deliveries",
                        "Number of deliveries by state",
                        "",
                        name.and("state", state),
                        of(destination, now -> now.deliveries().getOrDefault(state, 0L)));
            }
        }
        if (known.add(name)) {
            add(
                    "deliveries.oldest.age",
                    "How long the oldest delivery has been waiting; 0 if none waits",
                    SECONDS,
                    name,
                    of(destination, now -> ageS(now.oldestWaiting())));
            add(
                    "destination.up",
                    "1 if the last contact with the destination succeeded, 0 if it failed",
                    "",
                    name,
                    of(destination, now -> now.failing() ? 0 : 1));
        }
    }

    private static ToDoubleFunction<Figures> of(
            Figures.Destination destination, Function<Figures.Destination, Number> value) {
        return figures ->
                figures.destinations().stream()
                        .filter(one -> one.name().equals(destination.name()))
                        .findFirst()
                        .map(value)
                        .map(Number::doubleValue)
                        .orElse(Double.NaN);
    }
}
