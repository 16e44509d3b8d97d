package org.brixianode.node;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.brixianode.dicom.NamedThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the leases of deliveries that are being sent, every third of a lease. */
final class DeliveryLeases implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLeases.class);

    private final QueueOutbox outbox;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(NamedThreads.factory("delivery-leases"));

    DeliveryLeases(QueueOutbox outbox) {
        this.outbox = outbox;
    }

    void start(Duration lease) {
        long intervalMs = lease.dividedBy(3).toMillis();
        timer.scheduleWithFixedDelay(this::renew, intervalMs, intervalMs, TimeUnit.MILLISECONDS);
    }

    private void renew() {
        try {
            int expired = outbox.renewLeases();
            if (expired > 0) {
                LOG.warn("the leases of {} deliveries had expired: due again", expired);
            }
        } catch (Throwable e) {
            // Go on after any failure: the next renewal comes before the leases expire.
            LOG.warn("the leases of deliveries are not renewed: {}", e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
