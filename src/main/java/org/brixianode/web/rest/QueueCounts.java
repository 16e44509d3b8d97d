package org.brixianode.web.rest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.brixianode.queue.DeliveryAdmin;
import org.brixianode.queue.DestinationCounts;
import org.brixianode.queue.Overview;
import org.brixianode.queue.Overviews;
import org.brixianode.study.StageException;

/**
 * Counts of the whole queue, whose reading takes longer the more jobs there are. They are read
 * again at intervals, so that a request need not wait where that takes long.
 */
final class QueueCounts implements AutoCloseable {

    private static final Duration AFTER_CHANGE = Duration.ofSeconds(10);

    /** Commands and other nodes change the queue too. */
    private static final Duration ALWAYS = Duration.ofSeconds(60);

    private final Clock clock;
    private final Recent<Overview> overview;
    private final Recent<List<DestinationCounts>> destinations;
    private volatile boolean changed;
    private Instant refreshedAt = Instant.EPOCH;

    /**
     * @param patience how long a request waits for counts if there are some of before
     */
    QueueCounts(Services services, Duration patience) {
        clock = services.clock();
        Overviews overviews = new Overviews(services.database());
        DeliveryAdmin deliveries = new DeliveryAdmin(services.database());
        overview =
                new Recent<>(
                        "web-overview",
                        () -> overviews.since(services.midnight()),
                        patience,
                        services.clock());
        destinations =
                new Recent<>("web-destinations", deliveries::counts, patience, services.clock());
    }

    Overview overview() throws StageException {
        return overview.get();
    }

    /** The counts of every destination that has deliveries, by name. */
    List<DestinationCounts> destinations() throws StageException {
        return destinations.get();
    }

    /** Something has changed in the queue. */
    void changed() {
        changed = true;
    }

    /** Reads all in the background if that is due. Called by one thread. */
    void refreshIfDue() {
        Duration age = Duration.between(refreshedAt, clock.instant());
        if (age.compareTo(changed ? AFTER_CHANGE : ALWAYS) >= 0) {
            refresh();
        }
    }

    private void refresh() {
        changed = false;
        refreshedAt = clock.instant();
        overview.refresh();
        destinations.refresh();
    }

    @Override
    public void close() {
        overview.close();
        destinations.close();
    }
}
