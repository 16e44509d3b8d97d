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
    private final Reports reports = new Reports();

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
            LOG.error("sending to {} ends with open reports", destination.name(), e);
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
            return pause;
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            // An error ends one attempt, not the sending to this destination.
            LOG.error("sending to {} failed, goes on later", destination.name(), e);
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
        Contexts contexts = Contexts.of(rest.stream().map(Ready::names).toList());
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
            LOG.info("{} answers again", destination.describe());
            reports.add(() -> outbox.reachableAgain(destination.name()));
        }
        failedConnections = 0;
    }

    private void unreachable(Deque<Ready> rest, PeerFailure failure) {
        if (stopping) {
            return;
        }
        failedConnections++;
        LOG.warn("{} deliveries wait: {}", rest.size(), failure.message());
        Outcome outcome = Outcome.without(Outcome.Kind.UNREACHABLE, failure.message());
        rest.forEach(left -> report(left.delivery(), outcome));
        rest.clear();
    }

    private void report(Delivery delivery, Outcome outcome) {
        long id = delivery.id();
        if (outcome.isSent()) {
            refusals.remove(id);
            int status = outcome.dimseStatus().orElse(0);
            logSent(delivery, outcome);
            reports.add(() -> outbox.sent(id, status, outcome.text()));
        } else if (isHopeless(id, outcome)) {
            refusals.remove(id);
            LOG.error("delivery {} is parked: {}", id, outcome.text());
            reports.add(() -> outbox.park(id, outcome.dimseStatus(), outcome.text()));
        } else {
            Instant at = clock.instant().plus(delay(delivery, outcome));
            LOG.debug("delivery {} again at {}: {}", id, at, outcome.text());
            reports.add(() -> outbox.retryAt(id, at, outcome.dimseStatus(), outcome.text()));
        }
    }

    private void logSent(Delivery delivery, Outcome outcome) {
        LOG.info(
                "sent: {} {} to {}{}",
                delivery.object().kind(),
                delivery.object().ref().sopInstanceUid(),
                destination.name(),
                outcome.text().isEmpty() ? "" : ": " + outcome.text());
    }

    private boolean isHopeless(long id, Outcome outcome) {
        if (outcome.kind() == Outcome.Kind.UNREADABLE) {
            return true;
        }
        return outcome.isRefusal()
                && refusals.merge(id, 1, Integer::sum) >= config.refusalsBeforeParking();
    }

    private Duration delay(Delivery delivery, Outcome outcome) {
        return outcome.kind() == Outcome.Kind.NOT_TRIED
                ? Duration.ZERO
                : config.backOff().after(delivery.attempts(), chance.getAsDouble());
    }
}
