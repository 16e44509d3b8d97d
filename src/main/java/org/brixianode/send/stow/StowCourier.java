package org.brixianode.send.stow;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.brixianode.send.Courier;
import org.brixianode.send.Delivery;
import org.brixianode.send.Outcome;
import org.brixianode.send.PeerState;
import org.brixianode.send.PeerStatus;
import org.brixianode.send.Reachability;
import org.brixianode.send.StowDestination;
import org.brixianode.send.http.HttpAnswer;
import org.brixianode.send.http.HttpFailure;
import org.brixianode.send.http.HttpPeer;
import org.brixianode.send.http.HttpTimeouts;
import org.brixianode.send.http.ServiceState;

/**
 * The user agent of STOW-RS (PS3.18 10.5): one request for the objects of a study. An object whose
 * delivery has failed before is sent alone, so that no other waits for it.
 */
public final class StowCourier implements Courier {

    private static final String BASE = "the DICOMweb service";

    private static final int FORBIDDEN = 403;
    private static final int NOT_ACCEPTABLE = 406;

    /** Codes of a server that does not offer the method. */
    private static final Set<Integer> NOT_OFFERED = Set.of(404, 405, 501);

    /** A search for a study that no server has, since its UID is that of the nil UUID. */
    private static final String SEARCH = "/studies?StudyInstanceUID=2.25.0&limit=1";

    /** A request is not longer, unless it has one object. */
    private static final long REQUEST_BYTES = 64L << 20;

    private final StowDestination destination;
    private final HttpPeer peer;
    private final Clock clock;

    /** Media type of the answers that the server is asked for. */
    private String accept = StowAnswer.JSON;

    /** Until when the server wants no request. */
    private Instant busyUntil = Instant.MIN;

    public StowCourier(HttpTimeouts timeouts, StowDestination destination, Clock clock) {
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
    public Delivered delivered() {
        return Delivered.SENT;
    }

    @Override
    public Contact deliver(List<Delivery> batch, Progress progress) throws InterruptedException {
        if (clock.instant().isBefore(busyUntil)) {
            return Contact.NONE;
        }
        for (List<StowPart> request : requests(batch, progress)) {
            if (!progress.shouldContinue()) {
                return Contact.KEPT;
            }
            List<StowPart> due =
                    request.stream().filter(part -> progress.isDue(part.delivery())).toList();
            Contact contact = due.isEmpty() ? Contact.KEPT : send(due, progress);
            if (contact != Contact.KEPT) {
                return contact;
            }
        }
        return Contact.KEPT;
    }

    /** The parts of each request; objects that cannot be read are reported. */
    private List<List<StowPart>> requests(List<Delivery> batch, Progress progress) {
        List<List<StowPart>> requests = new ArrayList<>();
        Map<String, List<StowPart>> open = new LinkedHashMap<>();
        for (Delivery delivery : batch) {
            Optional<StowPart> part = read(delivery, progress);
            if (part.isEmpty()) {
                continue;
            }
            boolean alone = delivery.attempts() > 1;
            String study = delivery.object().ref().studyUid();
            List<StowPart> request = alone ? List.of() : open.getOrDefault(study, List.of());
            if (request.isEmpty() || !fits(request, part.get())) {
                request = new ArrayList<>();
                requests.add(request);
                if (!alone) {
                    open.put(study, request);
                }
            }
            request.add(part.get());
        }
        return requests;
    }

    private static boolean fits(List<StowPart> request, StowPart part) {
        long bytes = request.stream().mapToLong(StowPart::bytes).sum();
        return bytes + part.bytes() <= REQUEST_BYTES;
    }

    private Optional<StowPart> read(Delivery delivery, Progress progress) {
        try {
            return Optional.of(StowPart.of(delivery, destination.compressed()));
        } catch (IOException e) {
            progress.ended(delivery, unreadable(delivery, e));
            return Optional.empty();
        }
    }

    private static Outcome unreadable(Delivery delivery, IOException cause) {
        return Outcome.without(Outcome.Kind.UNREADABLE, delivery.object().file() + ": " + cause);
    }

    private Contact send(List<StowPart> parts, Progress progress) throws InterruptedException {
        String study = parts.get(0).delivery().object().ref().studyUid();
        try {
            HttpAnswer answer = store(study, parts);
            Optional<Outcome> unavailable = unavailable(answer);
            if (unavailable.isPresent()) {
                endAll(parts, unavailable.get(), progress);
                return Contact.NONE;
            }
            progress.reached();
            StowAnswer stored = StowAnswer.of(answer);
            parts.forEach(
                    part -> progress.ended(part.delivery(), stored.of(part.sopInstanceUid())));
            return Contact.KEPT;
        } catch (HttpFailure e) {
            return failed(parts, e, progress);
        }
    }

    /** A server that has no JSON is asked for XML from then on. */
    private HttpAnswer store(String study, List<StowPart> parts)
            throws HttpFailure, InterruptedException {
        HttpAnswer answer = request(study, parts);
        if (answer.status() != NOT_ACCEPTABLE || accept.equals(StowAnswer.XML)) {
            return answer;
        }
        accept = StowAnswer.XML;
        return request(study, parts);
    }

    private HttpAnswer request(String study, List<StowPart> parts)
            throws HttpFailure, InterruptedException {
        try {
            return peer.send(StowRequest.of(study, parts, accept));
        } finally {
            parts.forEach(StowPart::closeStreams);
        }
    }

    private static Contact failed(List<StowPart> parts, HttpFailure failure, Progress progress) {
        List<StowPart> unreadable = parts.stream().filter(StowPart::isUnreadable).toList();
        if (!unreadable.isEmpty()) {
            unreadable.forEach(
                    part -> progress.ended(part.delivery(), unreadable(part.delivery(), failure)));
            return Contact.LOST;
        }
        if (failure.wasConnected()) {
            progress.reached();
            endAll(
                    parts,
                    Outcome.without(Outcome.Kind.BROKEN, failure.state(), failure.text()),
                    progress);
            return Contact.LOST;
        }
        endAll(
                parts,
                Outcome.without(Outcome.Kind.UNREACHABLE, failure.state(), failure.text()),
                progress);
        return Contact.NONE;
    }

    private static void endAll(List<StowPart> parts, Outcome outcome, Progress progress) {
        parts.forEach(part -> progress.ended(part.delivery(), outcome));
    }

    /** The outcome of an answer that says nothing of the objects: the service is to be mended. */
    private Optional<Outcome> unavailable(HttpAnswer answer) {
        Optional<ServiceState> state = ServiceState.ofStore(answer, "STOW-RS", BASE);
        if (state.isEmpty()) {
            return Optional.empty();
        }
        if (state.get().state() == PeerState.BUSY) {
            Instant now = clock.instant();
            answer.retryAfter(now).ifPresent(wait -> busyUntil = now.plus(wait));
        }
        return Optional.of(
                new Outcome(
                        Outcome.Kind.UNREACHABLE,
                        Optional.of(new PeerStatus(answer.status(), state.get().text())),
                        state.get().state(),
                        describe() + ": " + state.get().text()));
    }

    /**
     * Asks for the methods of the resource to which objects are sent, which stores nothing. A
     * server that does not answer that is asked for a study that it does not have.
     */
    @Override
    public Reachability reach() throws InterruptedException {
        long start = System.nanoTime();
        try {
            HttpAnswer answer = peer.send(HttpPeer.Call.empty("OPTIONS", "/studies", Map.of()));
            if (NOT_OFFERED.contains(answer.status())) {
                answer =
                        peer.send(
                                HttpPeer.Call.empty(
                                        "GET", SEARCH, Map.of("Accept", StowAnswer.JSON)));
            }
            // Who may store need not be allowed to search.
            Optional<ServiceState> state =
                    answer.status() == FORBIDDEN ? Optional.empty() : ServiceState.of(answer, BASE);
            return found(
                    state.map(ServiceState::state).orElse(PeerState.ANSWERS),
                    state.map(one -> describe() + ": " + one.text())
                            .orElse(describe() + " answers (HTTP " + answer.status() + ")"),
                    start);
        } catch (HttpFailure e) {
            return found(e.state(), e.text(), start);
        }
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
