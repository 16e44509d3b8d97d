package org.brixianode.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.brixianode.ops.metrics.NodeMetrics;
import org.brixianode.send.CommitmentAnswer;
import org.brixianode.send.CommitmentRequest;
import org.brixianode.send.Courier;
import org.brixianode.send.Delivery;
import org.brixianode.send.Outcome;
import org.brixianode.send.PeerState;
import org.brixianode.send.PeerStatus;
import org.brixianode.send.Reachability;
import org.brixianode.study.StatusCode;
import org.brixianode.watch.Contacts;

/** A courier whose outcomes and durations are recorded. */
final class WatchedCourier implements Courier {

    private final Courier courier;
    private final Contacts contacts;
    private final NodeMetrics metrics;

    WatchedCourier(Courier courier, Contacts contacts, NodeMetrics metrics) {
        this.courier = courier;
        this.contacts = contacts;
        this.metrics = metrics;
    }

    @Override
    public String destination() {
        return courier.destination();
    }

    @Override
    public String describe() {
        return courier.describe();
    }

    @Override
    public boolean takesWithdrawals() {
        return courier.takesWithdrawals();
    }

    @Override
    public Delivered delivered() {
        return courier.delivered();
    }

    @Override
    public Contact deliver(List<Delivery> batch, Progress progress) throws InterruptedException {
        return courier.deliver(batch, new Recorder(progress));
    }

    @Override
    public CommitmentAnswer askForCommitment(CommitmentRequest request, Reported reports)
            throws InterruptedException {
        return courier.askForCommitment(request, reports);
    }

    @Override
    public Reachability reach() throws InterruptedException {
        Reachability found = courier.reach();
        record(contacts, destination(), found);
        return found;
    }

    /** Records the result of a test. */
    static void record(Contacts contacts, String destination, Reachability found) {
        if (found.ok() || found.state() == PeerState.NOT_OFFERED) {
            contacts.reached(destination);
        } else {
            contacts.failed(destination, trouble(found.state()), found.message());
        }
        contacts.show(
                destination, found.state().name(), found.message(), Optional.of(found.took()));
    }

    /** A destination that is busy needs time, as one that cannot be reached. */
    private static Contacts.Trouble trouble(PeerState state) {
        return state == PeerState.REJECTED
                ? Contacts.Trouble.REJECTS
                : Contacts.Trouble.UNREACHABLE;
    }

    @Override
    public void close() {
        courier.close();
    }

    /** Passes the progress on; each object's duration counts from the end of the one before. */
    private final class Recorder implements Progress {

        private final Progress progress;
        private long lastNs = System.nanoTime();

        Recorder(Progress progress) {
            this.progress = progress;
        }

        @Override
        public boolean isDue(Delivery delivery) {
            return progress.isDue(delivery);
        }

        /** A destination that accepts associations and then does not answer is not well yet. */
        @Override
        public void reached() {
            lastNs = System.nanoTime();
            if (!contacts.breaksOff(destination())) {
                show(PeerState.ANSWERS, "accepts the connection");
            }
            progress.reached();
        }

        @Override
        public void ended(Delivery delivery, Outcome outcome) {
            long now = System.nanoTime();
            if (progress.shouldContinue()) {
                recordOutcome(outcome, Duration.ofNanos(now - lastNs));
            }
            lastNs = now;
            progress.ended(delivery, outcome);
        }

        /** During a stop the node itself ends connections. */
        @Override
        public boolean shouldContinue() {
            return progress.shouldContinue();
        }
    }

    private void recordOutcome(Outcome outcome, Duration took) {
        String name = destination();
        switch (outcome.kind()) {
            case SENT, SENT_WITH_WARNING -> {
                contacts.accepted(name);
                show(PeerState.ANSWERS, "has accepted a result");
                metrics.delivered(name, took);
            }
            case OUT_OF_RESOURCES, REFUSED, CONTEXT_REJECTED -> {
                contacts.failed(name, Contacts.Trouble.REFUSES, refusal(outcome));
                show(PeerState.ANSWERS, "has refused a result: " + refusal(outcome));
                metrics.deliveryFailed(name, outcome.kind());
            }
            case UNREACHABLE -> {
                contacts.failed(name, trouble(outcome.peer()), outcome.text());
                show(outcome.peer(), outcome.text());
                metrics.deliveryFailed(name, outcome.kind());
            }
            case BROKEN -> {
                contacts.failed(name, Contacts.Trouble.BREAKS_OFF, outcome.text());
                show(outcome.peer(), outcome.text());
                metrics.deliveryFailed(name, outcome.kind());
            }
            case UNREADABLE -> metrics.deliveryFailed(name, outcome.kind());
            case NOT_TRIED -> {}
        }
    }

    /** Keeps what a delivery has shown. */
    private void show(PeerState state, String message) {
        contacts.show(destination(), state.name(), message, Optional.empty());
    }

    /** Without the Error Comment, which is text of the peer. */
    private static String refusal(Outcome outcome) {
        return outcome.status()
                .map(PeerStatus::code)
                .map(code -> "status " + StatusCode.text(code) + meaning(outcome.kind()))
                .orElse(
                        outcome.kind() == Outcome.Kind.CONTEXT_REJECTED
                                ? "it does not accept their SOP class or transfer syntax"
                                : "its answer has no valid status");
    }

    private static String meaning(Outcome.Kind kind) {
        return kind == Outcome.Kind.OUT_OF_RESOURCES ? " (out of resources)" : "";
    }
}
