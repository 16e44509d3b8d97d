package org.brixianode.node;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.brixianode.dicom.NamedThreads;
import org.brixianode.send.Courier;
import org.brixianode.send.Destination;
import org.brixianode.watch.Contacts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries destinations with which there was no contact for a while, so that trouble is known before a
 * result is due, and those that were not reached, whether or not anything is to be sent.
 */
final class DestinationEcho implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DestinationEcho.class);

    private final Supplier<List<Destination>> destinations;
    private final Function<Destination, Courier> couriers;
    private final Contacts contacts;
    private final Supplier<Duration> interval;
    private final Clock clock;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(NamedThreads.factory("destination-echo"));

    /**
     * @param couriers makes a courier for one test
     * @param interval time without contact after which a destination is tried; zero: never
     */
    DestinationEcho(
            Supplier<List<Destination>> destinations,
            Function<Destination, Courier> couriers,
            Contacts contacts,
            Supplier<Duration> interval,
            Clock clock) {
        this.destinations = destinations;
        this.couriers = couriers;
        this.contacts = contacts;
        this.interval = interval;
        this.clock = clock;
    }

    void start(Duration period) {
        long periodMs = period.toMillis();
        timer.scheduleWithFixedDelay(this::run, periodMs, periodMs, TimeUnit.MILLISECONDS);
    }

    /** Tries each destination that is due, one after another. */
    void run() {
        for (Destination one : destinations.get()) {
            try {
                if (isDue(one)) {
                    reach(one);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error e) {
                LOG.warn("destination {} could not be tried", one.describe(), e);
            }
        }
    }

    /**
     * One that is new is tried at once. One that was not reached is tried again each time, so that
     * one lost answer is no trouble.
     */
    private boolean isDue(Destination destination) {
        Duration wait = interval.get();
        return !wait.isZero()
                && (contacts.isUnreached(destination.name())
                        || contacts.isQuietSince(destination.name(), clock.instant().minus(wait)));
    }

    private void reach(Destination destination) throws InterruptedException {
        try (Courier courier = couriers.apply(destination)) {
            WatchedCourier.record(contacts, destination.name(), courier.reach());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
