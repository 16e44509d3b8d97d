package org.brixianode.node;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.brixianode.ops.Events;
import org.brixianode.ops.OngoingFailure;
import org.brixianode.priors.PriorSearch;
import org.brixianode.priors.PriorsConfig;
import org.brixianode.queue.PriorSearches;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.receive.StoreScp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the search for earlier radiographs in the PACS. */
final class PriorsPart {

    private static final Logger LOG = LoggerFactory.getLogger(PriorsPart.class);

    private static final Duration LOG_INTERVAL = Duration.ofMinutes(5);

    /** Added to the wait of an image: nobody takes over a search that is still running. */
    private static final Duration LEASE_MARGIN = Duration.ofMinutes(1);

    /**
     * @param config in force; empty while the search is off
     * @param afterRelease called after images have become due
     */
    static PriorSearch start(
            Supplier<Optional<PriorsConfig>> config,
            QueueDatabase database,
            StoreScp scp,
            Runnable afterRelease,
            Events events,
            Clock clock) {
        OngoingFailure failure =
                new OngoingFailure(
                        LOG, "earlier radiographs cannot be fetched", LOG_INTERVAL, clock);
        QueuePriors log =
                new QueuePriors(
                        new PriorSearches(database), LEASE_MARGIN, afterRelease, events, clock);
        PriorSearch search =
                new PriorSearch(
                        config,
                        log,
                        scp.subOperations(),
                        StoreScp.TRANSFER_SYNTAXES,
                        problem -> problem.ifPresentOrElse(failure::failedFor, failure::recovered),
                        clock);
        search.start();
        return search;
    }

    private PriorsPart() {}
}
