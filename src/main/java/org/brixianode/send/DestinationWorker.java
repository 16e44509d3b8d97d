package org.brixianode.send;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.brixianode.study.DurationText;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one destination's deliveries to it, on a thread of its own.
 *
 * <p>The thread is never interrupted: that would close files under an embedded database. To end it
 * soon its connection is cut; everything else that it waits for has a limit. A thread that ends all
 * the same may be followed by another, with a new courier; open reports and counts are kept.
 */
final class DestinationWorker implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(DestinationWorker.class);

    /** A peer that is away is asked this often at least. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final SendConfig config;
    private final Supplier<Courier> couriers;
    private final Outbox outbox;
    private final Clock clock;
    private final DoubleSupplier chance;
    private final Nudge nudge = new Nudge();
    private final Reports reports;
    private final DeliveryLog log;
    private final RepeatedFailure failure = new RepeatedFailure();

    /** By delivery; lost with the process, which gives a delivery some more attempts. */
    private final Map<Long, Integer> refusals = new HashMap<>();

    private volatile Courier courier;
    private int failedConnections;
    private volatile boolean stopping;

    DestinationWorker(
            SendConfig config,
            Supplier<Courier> couriers,
            Outbox outbox,
            Clock clock,
            DoubleSupplier chance) {
        this.config = config;
        this.couriers = couriers;
        this.courier = couriers.get();
        this.outbox = outbox;
        this.clock = clock;
        this.chance = chance;
        this.reports = new Reports(courier.describe());
        this.log =
                new DeliveryLog(
                        courier.destination(), courier.describe(), config.refusalsBeforeParking());
    }

    String destination() {
        return courier.destination();
    }

    /** For another thread, when the one before has ended and has closed its courier. */
    void takeNewCourier() {
        courier = couriers.get();
    }

    void nudge() {
        nudge.give();
    }

    /** Ends after the object that is being sent. */
    void stop() {
        stopping = true;
        nudge.give();
    }

    /** Ends what the courier has under way too. */
    void cut() {
        try {
            courier.close();
        } catch (Throwable e) {
            LOG.error("the connection to {} is not closed", courier.describe(), e);
        }
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                Duration pause = workOnce();
                if (!stopping) {
                    nudge.await(pause);
                }
            }
            reports.flush();
        } catch (InterruptedException | StageException e) {
            LOG.error("sending to {} stops with unrecorded outcomes", courier.describe(), e);
        } finally {
            cut();
        }
    }

    /** Sends what is due; how long to wait before the next look. */
    private Duration workOnce() throws InterruptedException {
        try {
            reports.flush();
            List<Delivery> batch = outbox.claim(courier.destination(), config.batch());
            Duration pause = batch.isEmpty() ? config.poll() : deliver(batch);
            reports.flush();
            failure.over()
                    .ifPresent(
                            count ->
                                    LOG.info(
                                            "sending to {} works again after {} failures",
                                            courier.describe(),
                                            count));
            return pause;
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            // An error ends one attempt, not the sending to this destination.
            if (failure.isNews(e)) {
                LOG.error(
                        "sending to destination {} failed in the node itself, next attempt in {}: {}",
                        courier.describe(),
                        DurationText.of(config.backOff().first()),
                        e.getMessage(),
                        e);
            }
            return config.backOff().first();
        }
    }

    private Duration deliver(List<Delivery> batch) throws InterruptedException {
        Batch attempt = new Batch(batch);
        try {
            return switch (courier.deliver(batch, attempt)) {
                case KEPT -> attempt.open.isEmpty() ? Duration.ZERO : config.backOff().first();
                case LOST -> config.backOff().first();
                case NONE -> {
                    failedConnections += stopping ? 0 : 1;
                    yield pauseAfterFailure();
                }
            };
        } finally {
            attempt.giveBackUntried();
            log.flush();
        }
    }

    /** What has been claimed and has no outcome yet. */
    private final class Batch implements Courier.Progress {
        private final Map<Long, Delivery> open = new LinkedHashMap<>();

        Batch(List<Delivery> deliveries) {
            deliveries.forEach(delivery -> open.put(delivery.id(), delivery));
        }

        @Override
        public void reached() {
            DestinationWorker.this.reached();
        }

        @Override
        public void ended(Delivery delivery, Outcome outcome) {
            // A stop cuts the connection itself: that is no failure of the destination.
            boolean cut = stopping && outcome.kind() == Outcome.Kind.UNREACHABLE;
            if (!cut && open.remove(delivery.id()) != null) {
                report(delivery, outcome);
            }
        }

        @Override
        public boolean goesOn() {
            return !stopping;
        }

        /** Whatever happened: nothing that was claimed stays so. */
        void giveBackUntried() {
            Outcome untried = Outcome.without(Outcome.Kind.NOT_TRIED, "not attempted");
            open.values().forEach(delivery -> report(delivery, untried));
        }
    }

    private Duration pauseAfterFailure() {
        Duration pause = config.backOff().after(failedConnections, chance.getAsDouble());
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private void reached() {
        if (failedConnections > 0) {
            LOG.info(
                    "destination {} answers again, after {}",
                    courier.describe(),
                    failedConnections == 1
                            ? "1 failed attempt"
                            : failedConnections + " failed attempts");
            reports.add(
                    "that it answers again", () -> outbox.reachableAgain(courier.destination()));
        }
        failedConnections = 0;
    }

    private void report(Delivery delivery, Outcome outcome) {
        long id = delivery.id();
        if (outcome.isSent()) {
            refusals.remove(id);
            log.taken(delivery, outcome);
            reports.add(delivery, () -> outbox.delivered(delivery, courier.delivered(), outcome));
        } else if (mustBeParked(id, outcome)) {
            refusals.remove(id);
            log.parked(delivery, outcome);
            reports.add(delivery, () -> outbox.park(delivery, outcome));
        } else {
            putBack(delivery, outcome);
        }
        LOG.debug(
                "{} to {}: {} {}",
                delivery.describe(),
                courier.destination(),
                outcome.kind(),
                outcome.text());
    }

    private void putBack(Delivery delivery, Outcome outcome) {
        if (outcome.kind() == Outcome.Kind.NOT_TRIED) {
            reports.add(delivery, () -> outbox.untried(delivery));
            return;
        }
        Duration wait = config.backOff().after(delivery.attempts(), chance.getAsDouble());
        Instant at = clock.instant().plus(wait);
        // A stop cuts the association itself; the next start tells what still fails.
        if (!stopping) {
            log.waits(delivery, outcome, wait);
        }
        reports.add(delivery, () -> outbox.retryAt(delivery, at, outcome));
    }

    private boolean mustBeParked(long id, Outcome outcome) {
        if (outcome.kind() == Outcome.Kind.UNREADABLE) {
            return true;
        }
        return outcome.isRefusal()
                && refusals.merge(id, 1, Integer::sum) >= config.refusalsBeforeParking();
    }
}
