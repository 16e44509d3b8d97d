package org.brixianode.ops.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The state of the queue and the disk, as of the last {@link #update}. Ages grow in between. */
final class QueueMetrics {

    private static final double MILLIS = 1000;

    private final Clock clock;
    private final MultiGauge jobs;
    private final MultiGauge deliveries;
    private final MultiGauge oldestDeliveries;
    private final MultiGauge destinations;
    private volatile @Nullable Figures latest;

    QueueMetrics(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        jobs = multi(registry, "brixia.jobs", "Number of jobs by state", "");
        deliveries = multi(registry, "brixia.deliveries", "Number of deliveries by state", "");
        oldestDeliveries =
                multi(
                        registry,
                        "brixia.deliveries.oldest.age",
                        "How long the oldest delivery has been waiting; 0 if none waits",
                        "seconds");
        destinations =
                multi(
                        registry,
                        "brixia.destination.up",
                        "1 if the last contact with the destination succeeded, 0 if it failed",
                        "");
        age(registry, "brixia.jobs.oldest.age", "Age of the oldest waiting job; 0 if none waits")
                .register(registry);
        disk(registry, "free");
        disk(registry, "size");
        TimeGauge.builder(
                        "brixia.watch.last.check.age",
                        () -> sinceLook().toMillis(),
                        TimeUnit.MILLISECONDS)
                .description("Time since the node last looked at its queue and its disk")
                .register(registry);
    }

    private static MultiGauge multi(MeterRegistry registry, String name, String help, String unit) {
        MultiGauge.Builder builder = MultiGauge.builder(name).description(help);
        return (unit.isEmpty() ? builder : builder.baseUnit(unit)).register(registry);
    }

    private TimeGauge.Builder<?> age(MeterRegistry registry, String name, String help) {
        return TimeGauge.builder(name, () -> oldestJobMs(), TimeUnit.MILLISECONDS)
                .description(help);
    }

    private void disk(MeterRegistry registry, String what) {
        boolean free = what.equals("free");
        io.micrometer.core.instrument.Gauge.builder("brixia.disk." + what, () -> diskBytes(free))
                .description("Disk of storage.dir: " + what + " bytes")
                .baseUnit("bytes")
                .register(registry);
    }

    private long diskBytes(boolean free) {
        Figures now = latest;
        return now == null ? 0 : free ? now.freeBytes() : now.totalBytes();
    }

    private double oldestJobMs() {
        Figures now = latest;
        return now == null ? 0 : ageS(now.oldestWaiting()) * MILLIS;
    }

    private Duration sinceLook() {
        Figures now = latest;
        return now == null ? Duration.ZERO : Duration.between(now.takenAt(), clock.instant());
    }

    private double ageS(Optional<Instant> since) {
        return since.map(at -> Duration.between(at, clock.instant()).toMillis() / MILLIS)
                .map(age -> Math.max(0, age))
                .orElse(0.0);
    }

    void update(Figures figures) {
        latest = figures;
        jobs.register(counts(figures.jobs(), Tags.empty()), true);
        List<Row<?>> byState = new ArrayList<>();
        List<Row<?>> oldest = new ArrayList<>();
        List<Row<?>> up = new ArrayList<>();
        for (Figures.Destination one : figures.destinations()) {
            Tags name = Tags.of("destination", one.name());
            byState.addAll(counts(one.deliveries(), name));
            oldest.add(Row.of(name, one, known -> ageS(known.oldestWaiting())));
            up.add(Row.of(name, one.failing() ? 0 : 1));
        }
        deliveries.register(byState, true);
        oldestDeliveries.register(oldest, true);
        destinations.register(up, true);
    }

    private static List<Row<?>> counts(Map<String, Long> byState, Tags tags) {
        List<Row<?>> rows = new ArrayList<>();
        byState.forEach((state, count) -> rows.add(Row.of(tags.and("state", state), count)));
        return rows;
    }
}
