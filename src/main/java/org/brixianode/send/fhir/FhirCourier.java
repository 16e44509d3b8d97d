package org.brixianode.send.fhir;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.send.Courier;
import org.brixianode.send.Delivery;
import org.brixianode.send.FhirDestination;
import org.brixianode.send.Outcome;
import org.brixianode.send.PeerState;
import org.brixianode.send.PeerStatus;
import org.brixianode.send.Reachability;
import org.brixianode.send.http.HttpAnswer;
import org.brixianode.send.http.HttpFailure;
import org.brixianode.send.http.HttpPeer;
import org.brixianode.send.http.HttpTimeouts;
import org.brixianode.send.http.ServiceState;
import org.brixianode.send.sr.SrReader;
import org.brixianode.send.sr.SrReport;
import org.brixianode.study.FailureText;
import org.brixianode.study.ResultKind;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sends one transaction for each Structured Report. */
public final class FhirCourier implements Courier {

    private static final String BASE = "the FHIR server";
    private static final String JSON = "application/fhir+json";

    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    /** The FHIR versions that are R4. */
    private static final String R4 = "4.0";

    private final FhirDestination destination;
    private final HttpPeer peer;
    private final Clock clock;

    /** Until when the server wants no request. */
    private Instant busyUntil = Instant.MIN;

    public FhirCourier(HttpTimeouts timeouts, FhirDestination destination, Clock clock) {
        this.destination = destination;
        this.peer = new HttpPeer(destination.service(), timeouts, destination.describe());
        this.clock = clock;
    }

    @Override
    public String destination() {
        return destination.name();
    }

    @Override
    public String describe() {
        return destination.describe();
    }

    @Override
    public boolean takesWithdrawals() {
        return true;
    }

    @Override
    public Delivered delivered() {
        return Delivered.SENT;
    }

    @Override
    public Contact deliver(List<Delivery> batch, Progress progress) throws InterruptedException {
        if (clock.instant().isBefore(busyUntil)) {
            return Contact.NONE;
        }
        for (int i = 0; i < batch.size() && progress.shouldContinue(); i++) {
            Delivery delivery = batch.get(i);
            Optional<ObjectNode> bundle =
                    progress.isDue(delivery) ? compose(delivery, progress) : Optional.empty();
            if (bundle.isPresent()) {
                List<Delivery> rest = batch.subList(i, batch.size());
                Contact contact = send(bundle.get(), rest, progress);
                if (contact != Contact.KEPT) {
                    return contact;
                }
            }
        }
        return Contact.KEPT;
    }

    private Optional<ObjectNode> compose(Delivery delivery, Progress progress) {
        try {
            SrReport report = SrReader.read(delivery.object().file());
            return Optional.of(
                    delivery.object().kind().equals(ResultKind.WITHDRAWAL)
                            ? FhirBundle.withdrawal(report, destination)
                            : FhirBundle.of(report, destination));
        } catch (IOException | NumberFormatException e) {
            progress.ended(
                    delivery,
                    Outcome.without(
                            Outcome.Kind.UNREADABLE,
                            "no FHIR resources can be made of it: " + FailureText.of(e)));
            return Optional.empty();
        }
    }

    /**
     * @param rest the delivery of the transaction, and those that follow
     */
    private Contact send(ObjectNode bundle, List<Delivery> rest, Progress progress)
            throws InterruptedException {
        try {
            HttpAnswer answer = peer.send(post(bundle));
            FhirAnswer found = new FhirAnswer(answer);
            Optional<ServiceState> state = unavailable(answer, found);
            if (state.isPresent()) {
                endAll(rest, unavailable(answer, state.get()), progress);
                return Contact.NONE;
            }
            progress.reached();
            progress.ended(rest.get(0), found.outcome(bundle.path("entry").size()));
            return Contact.KEPT;
        } catch (HttpFailure e) {
            if (e.wasConnected()) {
                progress.reached();
                progress.ended(
                        rest.get(0), Outcome.without(Outcome.Kind.BROKEN, e.state(), e.text()));
                return Contact.LOST;
            }
            endAll(rest, Outcome.without(Outcome.Kind.UNREACHABLE, e.state(), e.text()), progress);
            return Contact.NONE;
        }
    }

    private static HttpPeer.Call post(ObjectNode bundle) {
        byte[] body = JsonMapper.shared().writeValueAsBytes(bundle);
        return new HttpPeer.Call(
                "POST",
                "",
                Map.of("Content-Type", JSON, "Accept", JSON),
                HttpRequest.BodyPublishers.ofByteArray(body),
                body.length);
    }

    /** A server that describes why it does not find something knows the path. */
    private static Optional<ServiceState> unavailable(HttpAnswer answer, FhirAnswer found) {
        boolean lacks = answer.status() == NOT_FOUND || answer.status() == GONE;
        return lacks && found.isOperationOutcome()
                ? Optional.empty()
                : ServiceState.ofStore(answer, "transactions", BASE);
    }

    private Outcome unavailable(HttpAnswer answer, ServiceState state) {
        if (state.state() == PeerState.BUSY) {
            Instant now = clock.instant();
            answer.retryAfter(now).ifPresent(wait -> busyUntil = now.plus(wait));
        }
        return new Outcome(
                Outcome.Kind.UNREACHABLE,
                Optional.of(new PeerStatus(answer.status(), state.text())),
                state.state(),
                describe() + ": " + state.text());
    }

    private static void endAll(List<Delivery> deliveries, Outcome outcome, Progress progress) {
        deliveries.forEach(one -> progress.ended(one, outcome));
    }

    /** Asks for the capability statement (FHIR R4 3.1.0.10). */
    @Override
    public Reachability reach() throws InterruptedException {
        long start = System.nanoTime();
        try {
            HttpAnswer answer =
                    peer.send(
                            HttpPeer.Call.empty(
                                    "GET", "/metadata?_summary=true", Map.of("Accept", JSON)));
            return found(answer, start);
        } catch (HttpFailure e) {
            return found(e.state(), e.text(), start);
        }
    }

    private Reachability found(HttpAnswer answer, long start) {
        Optional<ServiceState> state = ServiceState.of(answer, BASE);
        if (state.isPresent()) {
            return found(state.get().state(), describe() + ": " + state.get().text(), start);
        }
        Optional<String> version = new FhirAnswer(answer).fhirVersion();
        if (version.isPresent() && !version.get().startsWith(R4)) {
            return found(
                    PeerState.FAILED,
                    describe() + ": it serves FHIR " + version.get() + ", not R4",
                    start);
        }
        return answer.isSuccess() && (version.isPresent() || !answer.body().complete())
                ? found(PeerState.ANSWERS, describe() + " answers", start)
                : found(
                        PeerState.FAILED,
                        describe()
                                + ": HTTP %d without a capability statement: check that url is the base of a FHIR server"
                                        .formatted(answer.status()),
                        start);
    }

    private static Reachability found(PeerState state, String message, long start) {
        return new Reachability(
                state, message, Optional.empty(), Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public void close() {
        peer.close();
    }
}
