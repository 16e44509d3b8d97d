package org.brixianode.web.rest;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.function.Consumer;
import org.brixianode.api.SummaryJson;
import org.brixianode.queue.Overviews;
import org.brixianode.study.StageException;

/** Adds the handlers of the REST interface. */
public final class Rest implements Consumer<JavalinConfig> {

    /** Path of the interface. */
    public static final String BASE = "/api/v1";

    private final Services services;

    public Rest(Services services) {
        this.services = services;
    }

    @Override
    public void accept(JavalinConfig config) {
        Problems.addTo(config.routes);
        config.routes.get(BASE + "/summary", this::summary);
    }

    private void summary(Context request) throws StageException {
        Query.of(request);
        Instant now = services.clock().instant();
        Instant midnight =
                now.atZone(services.zone()).toLocalDate().atStartOfDay(services.zone()).toInstant();
        Answer.json(
                request, SummaryJson.of(new Overviews(services.database()).since(midnight), now));
    }
}
