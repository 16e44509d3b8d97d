package org.brixianode.web.rest;

import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import java.time.Duration;
import java.util.function.Consumer;
import org.brixianode.ops.EventListener;

/** Adds the handlers of the REST interface. */
public final class Rest implements Consumer<JavalinConfig> {

    /** Path of the interface. */
    public static final String BASE = "/api/v1";

    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final Services services;
    private final QueueCounts counts;
    private final EventStream stream;

    public Rest(Services services) {
        this(services, PATIENCE);
    }

    /**
     * @param patience how long a request waits for counts if there are some of before
     */
    Rest(Services services, Duration patience) {
        this.services = services;
        this.counts = new QueueCounts(services, patience);
        this.stream = new EventStream(services, counts);
    }

    /** Receives the events of the node, for the pages that are open. */
    public EventListener listener() {
        return stream;
    }

    @Override
    public void accept(JavalinConfig config) {
        Problems.addTo(config.routes);
        addReading(config.routes);
        addActions(config.routes);
        config.routes.get(BASE + "/events", stream::serve);
        config.events.serverStarted(stream::start);
        config.events.serverStopping(stream::close);
        config.events.serverStopped(counts::close);
    }

    private void addReading(RoutesConfig routes) {
        StatusHandlers status = new StatusHandlers(services, counts);
        routes.get(BASE + "/summary", status::summary);
        routes.get(BASE + "/status", status::status);
        routes.get(BASE + "/model", status::model);
        routes.get(BASE + "/alarms", status::alarms);
        routes.get(BASE + "/openapi.json", OpenApi::serve);
        JobHandlers jobs = new JobHandlers(services);
        routes.get(BASE + "/jobs", jobs::list);
        routes.post(BASE + "/jobs/search", jobs::search);
        routes.get(BASE + "/jobs/{id}", jobs::show);
        routes.get(BASE + "/jobs/{id}/trail", jobs::trail);
        routes.get(BASE + "/jobs/{id}/priors", jobs::priors);
        routes.get(BASE + "/jobs/{id}/heatmap.png", jobs::heatmap);
        routes.get(BASE + "/destinations", new DestinationHandlers(services, counts)::list);
    }

    private void addActions(RoutesConfig routes) {
        JobActionHandlers jobs = new JobActionHandlers(services);
        routes.post(BASE + "/jobs/{id}/retry", jobs::retry);
        routes.post(BASE + "/jobs/{id}/rescore", jobs::rescore);
        routes.post(BASE + "/jobs/{id}/park", jobs::park);
        routes.post(BASE + "/jobs/{id}/discard", jobs::discard);
        routes.post(BASE + "/jobs/{id}/resend", jobs::resend);
        routes.post(BASE + "/jobs/{id}/retry-deliveries", jobs::retryDeliveries);
        DestinationHandlers destinations = new DestinationHandlers(services, counts);
        routes.post(BASE + "/destinations/{name}/echo", destinations::echo);
        routes.post(BASE + "/destinations/{name}/retry", destinations::retry);
        routes.post(BASE + "/destinations/{name}/discard", destinations::discard);
    }
}
