package org.brixianode.web.rest;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.brixianode.api.AlarmJson;
import org.brixianode.api.HealthJson;
import org.brixianode.api.SummaryJson;
import org.brixianode.study.StageException;
import org.jspecify.annotations.Nullable;

/** Handlers about the whole node. */
final class StatusHandlers {

    private final Services services;
    private final QueueCounts counts;

    StatusHandlers(Services services, QueueCounts counts) {
        this.services = services;
        this.counts = counts;
    }

    void summary(Context request) throws StageException {
        Query.of(request);
        Answer.json(request, SummaryJson.of(counts.overview(), services.now()));
    }

    void alarms(Context request) {
        Query.of(request);
        Answer.json(request, AlarmJson.of(services.alarms().active()));
    }

    void status(Context request) throws IOException {
        Query.of(request);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("node", node(services.node().node()));
        fields.put("intake", intake(services.node().intake()));
        fields.put("disk", disk(services.node().disk()));
        fields.put("model", model(services.node().model()));
        fields.put("ready", HealthJson.of(services.ready().checks()));
        Answer.json(request, fields);
    }

    void model(Context request) {
        Query.of(request);
        NodeView.ModelInfo model = services.node().model();
        Map<String, Object> fields = model(model);
        fields.put("digest", model.digest());
        model.card().forEach(fields::putIfAbsent);
        Answer.json(request, fields);
    }

    private static Map<String, Object> node(NodeView.NodeInfo node) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("aeTitle", node.aeTitle());
        fields.put("port", node.port());
        fields.put("version", node.version());
        fields.put("startedAt", node.startedAt().toString());
        fields.put("name", node.name());
        return fields;
    }

    private static Map<String, Object> intake(NodeView.IntakeInfo intake) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("state", intake.state());
        fields.put("checkedAt", text(intake.checkedAt()));
        fields.put("since", text(intake.since()));
        fields.put("reason", text(intake.reason()));
        return fields;
    }

    private static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }

    private static Map<String, Object> disk(NodeView.DiskInfo disk) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("freeBytes", disk.freeBytes());
        fields.put("totalBytes", disk.totalBytes());
        fields.put("softMarkBytes", disk.softMarkBytes());
        fields.put("hardMarkBytes", disk.hardMarkBytes());
        return fields;
    }

    private static Map<String, Object> model(NodeView.ModelInfo model) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", model.name());
        fields.put("version", model.version());
        fields.put("device", model.device());
        return fields;
    }
}
