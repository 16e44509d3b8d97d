package org.brixianode.node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.brixianode.dicom.NamedThreads;
import org.brixianode.queue.DeliveryAdmin;
import org.brixianode.queue.DeliveryState;
import org.brixianode.queue.DestinationCounts;
import org.brixianode.send.Destination;
import org.brixianode.study.DurationText;
import org.brixianode.study.SafeText;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs a warning, at the start and every hour, about results for destinations that are not
 * configured and about results that have been waiting for more than an hour.
 */
final class DeliveryWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWatch.class);

    private static final Duration PERIOD = Duration.ofHours(1);
    private static final int MAX_TEXT = 300;

    private final DeliveryAdmin admin;
    private final List<Destination> destinations;
    private final Clock clock;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(NamedThreads.factory("delivery-watch"));

    DeliveryWatch(DeliveryAdmin admin, List<Destination> destinations, Clock clock) {
        this.admin = admin;
        this.destinations = destinations;
        this.clock = clock;
    }

    void start() {
        timer.scheduleWithFixedDelay(this::check, 0, PERIOD.toSeconds(), TimeUnit.SECONDS);
    }

    /** Checks all destinations once. */
    void check() {
        try {
            for (DestinationCounts counts : admin.counts()) {
                Optional<Destination> known =
                        destinations.stream()
                                .filter(one -> one.name().equals(counts.destination()))
                                .findFirst();
                if (known.isEmpty()) {
                    warnIfUnconfigured(counts);
                } else {
                    warnIfOverdue(known.get(), counts);
                }
            }
        } catch (StageException | RuntimeException e) {
            LOG.warn("the check for waiting results failed: {}", e.getMessage());
        }
    }

    private static void warnIfUnconfigured(DestinationCounts counts) {
        long open = counts.unsent() + counts.of(DeliveryState.PARKED);
        if (open > 0) {
            String name = SafeText.line(counts.destination(), MAX_TEXT);
            LOG.warn(
                    "{} results wait for destination {}, which is not configured: nothing is sent"
                            + " there. Configure it again, or run: brixia-node jobs discard"
                            + " --destination {}",
                    open,
                    name,
                    name);
        }
    }

    private void warnIfOverdue(Destination destination, DestinationCounts counts) {
        Instant now = clock.instant();
        Optional<Duration> age =
                counts.oldestWaiting()
                        .map(since -> Duration.between(since, now))
                        .filter(waited -> waited.compareTo(PERIOD) >= 0);
        if (age.isPresent()) {
            LOG.warn(
                    "{} results wait for destination {}, the oldest for {}; last error: {}",
                    counts.unsent(),
                    destination.describe(),
                    DurationText.of(age.get()),
                    counts.lastError()
                            .map(error -> SafeText.line(error.text(), MAX_TEXT))
                            .orElse("none"));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
