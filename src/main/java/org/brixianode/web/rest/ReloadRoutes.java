package org.brixianode.web.rest;

import io.javalin.config.JavalinConfig;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.TrustedName;

/** {@code POST /api/v1/reload} reads the configuration again; GET tells what came of it. */
public final class ReloadRoutes implements Consumer<JavalinConfig> {

    private static final String PATH = Rest.BASE + "/reload";

    private final Reloads reloads;
    private final Services services;

    public ReloadRoutes(Reloads reloads, Services services) {
        this.reloads = reloads;
        this.services = services;
    }

    @Override
    public void accept(JavalinConfig config) {
        config.routes.get(PATH, this::last);
        config.routes.post(PATH, this::reload);
    }

    private void last(Context request) {
        Query.of(request);
        Answer.json(request, json(reloads.last()));
    }

    private void reload(Context request) {
        services.events()
                .publish(
                        new NodeEvent.OperatorAction(
                                services.operator().apply(request),
                                NodeEvent.Action.RELOAD,
                                OptionalLong.empty(),
                                new TrustedName("configuration")));
        Reloads.Result result = reloads.reload();
        if (!result.accepted()) {
            throw new ConflictResponse(result.problem().orElse("the configuration is refused"));
        }
        Answer.json(request, json(Optional.of(result)));
    }

    private static Map<String, Object> json(Optional<Reloads.Result> result) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", result.map(one -> one.at().toString()).orElse(null));
        fields.put("accepted", result.map(Reloads.Result::accepted).orElse(null));
        fields.put("changed", result.map(Reloads.Result::changed).orElse(null));
        fields.put("pending", result.map(Reloads.Result::pending).orElse(null));
        fields.put("problem", result.flatMap(Reloads.Result::problem).orElse(null));
        return fields;
    }
}
