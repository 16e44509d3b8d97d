package org.brixianode.send;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.brixianode.study.DurationText;
import org.brixianode.study.ResultKind;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the deliveries of one destination on its own thread.
 *
 * <p>The thread is never interrupted, since that would close the files of an embedded database. To
 * end it, its connection is closed; every other wait has a timeout. If the thread ends
 * unexpectedly, another one can continue with a new courier; unrecorded outcomes and refusal counts
 * are kept.
 */
final class DestinationWorker implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(DestinationWorker.class);

    /** Longest pause between two connection attempts to an unreachable peer. */
    private static final Duration MAX_PAUSE = Duration.ofMinutes(1);

    private final SendConfig config;
    private final Supplier<Courier> couriers;
    private final Outbox outbox;
    private final Clock clock;
    private final DoubleSupplier chance;
    private final Semaphore wakeUp = new Semaphore(0);
    private final Reports reports;
    private final DeliveryLog log;
    private final RepeatedFailure failure = new RepeatedFailure();
    private final CommitmentAsker commitments;

    /** Refusals by delivery id; not durable, so that a restart allows further attempts. */
    private final Map<Long, Integer> refusals = new HashMap<>();

    private volatile Courier courier;
    private int failedConnections;
    private volatile boolean stopping;
    private volatile boolean testReached;

    /** Tests that made work due since a delivery or request reached the destination. */
    private int testsInVain;

    /** Until then a further test makes nothing due. */
    private Instant testsCountFrom = Instant.MIN;

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
        this.commitments = new CommitmentAsker(config.backOff(), config.batch(), outbox, clock);
        this.log =
                new DeliveryLog(
                        courier.destination(), courier.describe(), config.refusalsBeforeParking());
    }

    String destination() {
        return courier.destination();
    }

    /** Replaces the closed courier for a new thread after the previous one has ended. */
    void renewCourier() {
        courier = couriers.get();
    }

    void wakeUp() {
        wakeUp.release();
    }

    /**
     * A test has reached the destination. The outbox is used by the worker's own thread only, since
     * the caller's may be interrupted.
     */
    void reachedByTest() {
        testReached = true;
        wakeUp.release();
    }

    /** Ends the thread after the object that is being sent. */
    void stop() {
        stopping = true;
        wakeUp.release();
    }

    /** Aborts a running delivery. */
    void closeCourier() {
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
                if (!stopping && wakeUp.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                    wakeUp.drainPermits();
                }
            }
            reports.flush();
        } catch (InterruptedException | StageException e) {
            LOG.error("sending to {} stops with unrecorded outcomes", courier.describe(), e);
        } finally {
            closeCourier();
        }
    }

    /** Sends the due deliveries; returns the wait before the next query. */
    private Duration workOnce() throws InterruptedException {
        try {
            reports.flush();
            wakeAfterTest();
            List<Delivery> batch = outbox.claim(courier.destination(), config.batch());
            Duration pause = batch.isEmpty() ? askForCommitment() : deliver(batch);
            reports.flush();
            failure.end()
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
            // An Error ends this attempt only; the thread goes on.
            if (failure.isNew(e)) {
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

    /**
     * A destination can pass its test and take no delivery; so as not to repeat them at each test,
     * the wait between two wake-ups doubles until a delivery or a request reaches it.
     */
    private void wakeAfterTest() throws StageException {
        Instant now = clock.instant();
        if (!testReached || now.isBefore(testsCountFrom)) {
            return;
        }
        int due = outbox.reachedByTest(courier.destination());
        int uncommitted = outbox.commitmentsReachedByTest(courier.destination());
        testReached = false;
        if (due + uncommitted > 0) {
            testsInVain++;
            testsCountFrom = now.plus(config.backOff().after(testsInVain, 0));
        }
        if (uncommitted > 0) {
            LOG.info(
                    "destination {} answers a test: it is asked now to commit to the storage of {}",
                    courier.describe(),
                    objects(uncommitted));
        }
        if (due > 0) {
            LOG.info(
                    "destination {} answers a test: {} that waited for it {} sent now",
                    courier.describe(),
                    objects(due),
                    due == 1 ? "is" : "are");
        }
    }

    private static String objects(int count) {
        return count == 1 ? "1 object" : count + " objects";
    }

    /** While nothing is due to be sent; returns the wait before the next query. */
    private Duration askForCommitment() throws StageException, InterruptedException {
        Optional<CommitmentAnswer.Kind> answer = commitments.ask(courier);
        if (answer.filter(kind -> kind != CommitmentAnswer.Kind.UNANSWERED).isPresent()) {
            allowTests();
        }
        return answer.isPresent() ? Duration.ZERO : config.poll();
    }

    private Duration deliver(List<Delivery> batch) throws InterruptedException {
        Batch attempt = new Batch(batch);
        try {
            return switch (courier.deliver(takeable(batch, attempt), attempt)) {
                case KEPT -> attempt.open.isEmpty() ? Duration.ZERO : config.backOff().first();
                case LOST -> config.backOff().first();
                case NONE -> {
                    failedConnections += stopping ? 0 : 1;
                    yield pauseAfterFailure();
                }
            };
        } finally {
            attempt.putBackUntried();
            log.flush();
        }
    }

    /** Without withdrawals where the destination keeps objects: its protocol was changed. */
    private List<Delivery> takeable(List<Delivery> batch, Batch attempt) {
        if (courier.takesWithdrawals()) {
            return batch;
        }
        List<Delivery> objects = new ArrayList<>();
        for (Delivery delivery : batch) {
            if (delivery.object().kind().equals(ResultKind.WITHDRAWAL)) {
                attempt.ended(
                        delivery,
                        Outcome.without(
                                Outcome.Kind.UNREADABLE,
                                "a withdrawal is a message, and this destination gets objects"));
            } else {
                objects.add(delivery);
            }
        }
        return objects;
    }

    /** A claimed batch; tracks the deliveries without an outcome. */
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
            // The shutdown closed the connection: not a failure of the destination.
            boolean closedByStop = stopping && outcome.kind() == Outcome.Kind.UNREACHABLE;
            if (!closedByStop && open.remove(delivery.id()) != null) {
                report(delivery, outcome);
            }
        }

        @Override
        public boolean shouldContinue() {
            return !stopping;
        }

        @Override
        public boolean isDue(Delivery delivery) {
            try {
                if (outbox.isHeld(delivery)) {
                    return true;
                }
                open.remove(delivery.id());
                LOG.info("{} is withdrawn: not sent", delivery.describe());
            } catch (StageException | RuntimeException e) {
                // It stays open, and is put back as not attempted.
                LOG.warn(
                        "{} is not sent now, whether it is withdrawn is not known: {}",
                        delivery.describe(),
                        e.getMessage());
            }
            return false;
        }

        /** Puts the deliveries that were not attempted back, so that none stays claimed. */
        void putBackUntried() {
            Outcome notAttempted = Outcome.without(Outcome.Kind.NOT_TRIED, "not attempted");
            open.values().forEach(delivery -> report(delivery, notAttempted));
        }
    }

    private Duration pauseAfterFailure() {
        Duration pause = config.backOff().after(failedConnections, chance.getAsDouble());
        return pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
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
        allowTests();
    }

    /** The next test makes due what waits. */
    private void allowTests() {
        testsInVain = 0;
        testsCountFrom = Instant.MIN;
    }

    private void report(Delivery delivery, Outcome outcome) {
        long id = delivery.id();
        if (outcome.isSent()) {
            refusals.remove(id);
            log.accepted(delivery, outcome);
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
        // The shutdown may have closed the association; persistent failures are logged after the
        // next start.
        if (!stopping) {
            log.willRetry(delivery, outcome, wait);
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
