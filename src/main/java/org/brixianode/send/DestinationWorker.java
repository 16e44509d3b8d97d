package org.brixianode.send;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.brixianode.dicom.LocalAe;
import org.brixianode.dicom.Part10Names;
import org.brixianode.study.DurationText;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one destination's deliveries to it, on a thread of its own.
 *
 * <p>The thread is never interrupted: that would close files under an embedded database. To end it
 * soon its connection is cut; everything else that it waits for has a limit.
 */
final class DestinationWorker implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(DestinationWorker.class);

    /** A peer that is away is asked this often at least. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** A claimed delivery whose file can be read. */
    private record Ready(Delivery delivery, Path file, Part10Names names) {}

    private final SendConfig config;
    private final Destination destination;
    private final Outbox outbox;
    private final Clock clock;
    private final DoubleSupplier chance;
    private final LocalAe entity;
    private final Nudge nudge = new Nudge();
    private final Reports reports;
    private final DeliveryLog log;
    private final RepeatedFailure failure = new RepeatedFailure();

    /** By delivery; lost with the process, which gives a delivery some more attempts. */
    private final Map<Long, Integer> refusals = new HashMap<>();

    private int failedConnections;
    private volatile boolean stopping;

    DestinationWorker(
            SendConfig config,
            Destination destination,
            Outbox outbox,
            Clock clock,
            DoubleSupplier chance) {
        this.config = config;
        this.destination = destination;
        this.outbox = outbox;
        this.clock = clock;
        this.chance = chance;
        this.reports = new Reports(destination);
        this.log = new DeliveryLog(destination, config.refusalsBeforeParking());
        this.entity =
                LocalAe.requestor(config.ownTitle(), config.limits(), "send-" + destination.name());
    }

    void nudge() {
        nudge.give();
    }

    /** Ends after the object that is being sent. */
    void stop() {
        stopping = true;
        nudge.give();
    }

    /** Ends a running association too, and the wait for one. */
    void cut() {
        entity.close();
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
            LOG.error("sending to {} ends with open reports", destination.describe(), e);
        } finally {
            entity.close();
        }
    }

    /** Sends what is due; how long to wait before the next look. */
    private Duration workOnce() throws InterruptedException {
        try {
            reports.flush();
            List<Delivery> batch = outbox.claim(destination.name(), config.batch());
            Duration pause = batch.isEmpty() ? config.poll() : deliver(batch);
            reports.flush();
            failure.over()
                    .ifPresent(
                            count ->
                                    LOG.info(
                                            "sending to {} works again after {} failures",
                                            destination.describe(),
                                            count));
            return pause;
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            // An error ends one attempt, not the sending to this destination.
            if (failure.isNews(e)) {
                LOG.error(
                        "sending to destination {} failed in the node itself, goes on in {}: {}",
                        destination.describe(),
                        DurationText.of(config.backOff().first()),
                        e.getMessage(),
                        e);
            }
            return config.backOff().first();
        }
    }

    private Duration deliver(List<Delivery> batch) throws InterruptedException {
        Deque<Ready> rest = new ArrayDeque<>();
        for (Delivery delivery : batch) {
            read(delivery, rest);
        }
        try {
            return rest.isEmpty() ? Duration.ZERO : deliver(rest);
        } finally {
            // Whatever happened: nothing that was claimed stays so.
            Outcome untried = Outcome.without(Outcome.Kind.NOT_TRIED, "its turn did not come");
            rest.forEach(left -> report(left.delivery(), untried));
            log.flush();
        }
    }

    private void read(Delivery delivery, Deque<Ready> rest) {
        Path file = delivery.object().file();
        try {
            Part10Names names = Part10Names.read(file);
            names.sopClassUid().orElseThrow(() -> new IOException("no SOP Class UID"));
            names.sopInstanceUid().orElseThrow(() -> new IOException("no SOP Instance UID"));
            rest.add(new Ready(delivery, file, names));
        } catch (IOException e) {
            report(delivery, Outcome.without(Outcome.Kind.UNREADABLE, file + ": " + e));
        }
    }

    /** One association for all; what is left in the deque has not been tried. */
    private Duration deliver(Deque<Ready> rest) throws InterruptedException {
        PresentationContexts contexts =
                PresentationContexts.of(
                        rest.stream().map(Ready::names).toList(), destination.compressed());
        try (PeerAssociation association =
                PeerAssociation.open(entity, config, destination, contexts.request())) {
            reached();
            while (!rest.isEmpty() && association.isOpen() && !stopping) {
                Ready next = rest.peek();
                Outcome outcome = association.store(next.file(), next.names());
                rest.remove();
                report(next.delivery(), outcome);
            }
            return association.isOpen() ? Duration.ZERO : config.backOff().first();
        } catch (IOException e) {
            unreachable(rest, PeerFailure.of(e, destination, config.ownTitle()));
            return pauseAfterFailure();
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
                    destination.describe(),
                    failedConnections == 1
                            ? "1 failed attempt"
                            : failedConnections + " failed attempts");
            reports.add("that it answers again", () -> outbox.reachableAgain(destination.name()));
        }
        failedConnections = 0;
    }

    private void unreachable(Deque<Ready> rest, PeerFailure failure) {
        if (stopping) {
            return;
        }
        failedConnections++;
        Outcome outcome = Outcome.without(Outcome.Kind.UNREACHABLE, failure);
        rest.forEach(left -> report(left.delivery(), outcome));
        rest.clear();
    }

    private void report(Delivery delivery, Outcome outcome) {
        long id = delivery.id();
        if (outcome.isSent()) {
            refusals.remove(id);
            int status = outcome.dimseStatus().orElse(0);
            log.taken(delivery, outcome);
            reports.add(delivery, () -> outbox.sent(delivery, status, outcome.text()));
        } else if (isHopeless(id, outcome)) {
            refusals.remove(id);
            log.parked(delivery, outcome);
            reports.add(
                    delivery, () -> outbox.park(delivery, outcome.dimseStatus(), outcome.text()));
        } else {
            putBack(delivery, outcome);
        }
        LOG.debug(
                "{} to {}: {} {}",
                delivery.describe(),
                destination.name(),
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
        reports.add(
                delivery,
                () -> outbox.retryAt(delivery, at, outcome.dimseStatus(), outcome.text()));
    }

    private boolean isHopeless(long id, Outcome outcome) {
        if (outcome.kind() == Outcome.Kind.UNREADABLE) {
            return true;
        }
        return outcome.isRefusal()
                && refusals.merge(id, 1, Integer::sum) >= config.refusalsBeforeParking();
    }
}
