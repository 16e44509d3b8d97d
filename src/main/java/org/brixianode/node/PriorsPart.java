package org.brixianode.node;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.brixianode.config.NodeConfig;
import org.brixianode.ops.Events;
import org.brixianode.ops.OngoingFailure;
import org.brixianode.priors.PriorSearch;
import org.brixianode.queue.PriorSearches;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.queue.Renewals;
import org.brixianode.receive.StoreScp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What brings earlier images into reports: the search in the PACS, and renewals. */
final class PriorsPart implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PriorsPart.class);

    private static final Duration LOG_INTERVAL = Duration.ofMinutes(5);

    /** Added to the wait of an image: nobody takes over a search that is still running. */
    private static final Duration LEASE_MARGIN = Duration.ofMinutes(1);

    private final PriorSearch search;
    private final ReportRenewals renewals;

    private PriorsPart(PriorSearch search, ReportRenewals renewals) {
        this.search = search;
        this.renewals = renewals;
    }

    /**
     * @param config in force
     * @param afterRelease called after images have become due
     * @param missed told why, for each image that is scored without all of its earlier ones
     */
    static PriorsPart start(
            Supplier<NodeConfig.Priors> config,
            QueueDatabase database,
            StoreScp scp,
            Runnable afterRelease,
            Events events,
            Consumer<String> missed,
            Clock clock) {
        OngoingFailure failure =
                new OngoingFailure(
                        LOG, "earlier radiographs cannot be fetched", LOG_INTERVAL, clock);
        PriorSearch search =
                new PriorSearch(
                        () -> config.get().search(),
                        new QueuePriors(
                                new PriorSearches(database),
                                LEASE_MARGIN,
                                afterRelease,
                                events,
                                missed,
                                clock),
                        scp.subOperations(),
                        StoreScp.TRANSFER_SYNTAXES,
                        problem -> problem.ifPresentOrElse(failure::failedFor, failure::recovered),
                        clock);
        ReportRenewals renewals =
                new ReportRenewals(
                        new Renewals(database, () -> config.get().rules()),
                        afterRelease,
                        events,
                        clock);
        search.start();
        renewals.start();
        return new PriorsPart(search, renewals);
    }

    @Override
    public void close() {
        search.close();
        renewals.close();
    }
}
