package org.brixianode.web.rest;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.TooManyRequestsResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.brixianode.api.DestinationInfo;
import org.brixianode.api.DestinationJson;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.NodeEvent.Action;
import org.brixianode.ops.TrustedName;
import org.brixianode.queue.DeliveryAdmin;
import org.brixianode.queue.DeliveryQueue;
import org.brixianode.queue.DestinationCounts;
import org.brixianode.study.StageException;

/** Handlers of destinations, those with deliveries that are not configured included. */
final class DestinationHandlers {

    /** Destinations that are tested at once; a test can take as long as all timeouts together. */
    private static final int MAX_TESTS = 4;

    private final Services services;
    private final QueueCounts queueCounts;
    private final DeliveryAdmin deliveries;
    private final Semaphore tests = new Semaphore(MAX_TESTS);

    DestinationHandlers(Services services, QueueCounts queueCounts) {
        this.services = services;
        this.queueCounts = queueCounts;
        this.deliveries = new DeliveryAdmin(services.database());
    }

    void list(Context request) throws StageException {
        Query.of(request);
        Instant now = services.now();
        Map<String, DestinationCounts> counts = new TreeMap<>();
        queueCounts.destinations().forEach(one -> counts.put(one.destination(), one));
        List<Map<String, Object>> items = new ArrayList<>();
        for (DestinationInfo info : services.node().destinations()) {
            items.add(
                    DestinationJson.of(
                            info.name(),
                            Optional.of(info),
                            Optional.ofNullable(counts.remove(info.name())),
                            services.node().reachability(info.name()),
                            now));
        }
        counts.forEach(
                (name, one) ->
                        items.add(
                                DestinationJson.of(
                                        name,
                                        Optional.empty(),
                                        Optional.of(one),
                                        Optional.empty(),
                                        now)));
        Answer.json(request, Map.of("items", items));
    }

    void echo(Context request) throws InterruptedException {
        Query.of(request);
        Body.of(request);
        DestinationInfo info = Destinations.configured(services, request.pathParam("name"));
        if (!tests.tryAcquire()) {
            throw new TooManyRequestsResponse(
                    MAX_TESTS + " destinations are being tested; try again in a minute");
        }
        try {
            publish(request, Action.ECHO_DESTINATION, info.name());
            Answer.json(request, DestinationJson.of(services.node().echo(info.name())));
        } finally {
            tests.release();
        }
    }

    void retry(Context request) throws StageException {
        Query.of(request);
        Body.of(request);
        String name = known(request.pathParam("name"));
        int due = new DeliveryQueue(services.database()).retryAll(name, services.now());
        services.node().deliveriesDue();
        publish(request, Action.RETRY_DESTINATION, name);
        Answer.json(request, Map.of("due", due));
    }

    void discard(Context request) throws StageException {
        Query.of(request);
        Optional<String> confirmed = Body.of(request, "confirm").text("confirm");
        String name = known(request.pathParam("name"));
        if (Destinations.find(services, name).isPresent()) {
            throw new ConflictResponse(
                    "destination %s is configured, so its deliveries will be sent; remove it from destinations first"
                            .formatted(name));
        }
        if (!confirmed.equals(Optional.of(name))) {
            throw new BadRequestResponse(
                    "discarding deletes deliveries: repeat the name of the destination in the body as {\"confirm\": name}");
        }
        int discarded = deliveries.discard(name);
        publish(request, Action.DISCARD_DESTINATION, name);
        Answer.json(request, Map.of("discarded", discarded));
    }

    /** The name of a destination that is configured or has deliveries; otherwise 404. */
    private String known(String name) throws StageException {
        boolean hasDeliveries = deliveries.isKnown(name);
        if (!hasDeliveries) {
            return Destinations.configured(services, name).name();
        }
        return name;
    }

    private void publish(Context request, Action action, String destination) {
        services.events()
                .publish(
                        NodeEvent.OperatorAction.onDestination(
                                services.operator().apply(request),
                                action,
                                new TrustedName(destination)));
    }
}
