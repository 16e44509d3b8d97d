package org.brixianode.web.rest;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.function.Consumer;
import org.brixianode.api.HealthJson;
import org.brixianode.ops.Health;
import org.brixianode.ops.metrics.Metrics;

/** Adds /health/live and /health/ready, which answer 503 if a check fails, and /metrics. */
public final class Monitoring implements Consumer<JavalinConfig> {

    private final Health live;
    private final Health ready;
    private final Metrics metrics;

    public Monitoring(Health live, Health ready, Metrics metrics) {
        this.live = live;
        this.ready = ready;
        this.metrics = metrics;
    }

    @Override
    public void accept(JavalinConfig config) {
        config.routes.get("/health/live", request -> answer(request, live));
        config.routes.get("/health/ready", request -> answer(request, ready));
        config.routes.get("/metrics", this::metrics);
    }

    private static void answer(Context request, Health health) {
        List<Health.Check> checks = health.checks();
        boolean ok = checks.stream().allMatch(Health.Check::ok);
        Answer.json(request, HealthJson.of(checks));
        request.status(ok ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    }

    private void metrics(Context request) {
        request.contentType(Metrics.CONTENT_TYPE);
        request.header("Cache-Control", "no-store");
        request.result(metrics.scrape());
    }
}
