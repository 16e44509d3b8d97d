package org.brixianode.testkit;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description of the REST interface, against which responses are checked. */
public final class OpenApiDocument {

    private static final String RESOURCE = "/org/brixianode/web/openapi.json";
    private static final String BASE = "/api/v1";
    private static final String JSON = "application/json";

    private final JsonNode root;
    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final Map<JsonNode, Schema> schemas = new HashMap<>();

    private OpenApiDocument(JsonNode root) {
        this.root = root;
    }

    public static OpenApiDocument read() throws IOException {
        try (InputStream in = OpenApiDocument.class.getResourceAsStream(RESOURCE)) {
            return new OpenApiDocument(JsonMapper.shared().readTree(in));
        }
    }

    /** Operations as in {@code GET /jobs/{id}}. */
    public Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : root.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                operations.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
            }
        }
        return operations;
    }

    /** The operation of a request, if there is one. */
    public Optional<String> operation(String method, String path) {
        String relative = path.substring(BASE.length()).replaceAll("\\?.*", "");
        return operations().stream()
                .filter(one -> one.startsWith(method + " "))
                .filter(
                        one ->
                                pattern(one.substring(method.length() + 1))
                                        .matcher(relative)
                                        .matches())
                .min((a, b) -> Long.compare(parameters(a), parameters(b)));
    }

    private static long parameters(String operation) {
        return operation.chars().filter(c -> c == '{').count();
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(template.replace(".", "\\.").replaceAll("\\{[^}]*}", "[^/]+"));
    }

    /** What is wrong with a response of an operation; empty if nothing. */
    public List<String> problems(String operation, int status, String contentType, String body) {
        String[] parts = operation.split(" ");
        JsonNode response =
                root.get("paths")
                        .get(parts[1])
                        .get(parts[0].toLowerCase(Locale.ROOT))
                        .get("responses")
                        .get(Integer.toString(status));
        if (response == null) {
            return List.of("status " + status + " of " + operation + " is not documented");
        }
        JsonNode content = resolved(response).get("content");
        if (content == null) {
            return body.isEmpty() ? List.of() : List.of("a body that is not documented");
        }
        String type = contentType.replaceAll(";.*", "");
        if (!content.has(type)) {
            return List.of("content type " + contentType + " is not documented");
        }
        return type.equals(JSON) ? problems(content.get(type).get("schema"), body) : List.of();
    }

    private Schema compiled(JsonNode schema) {
        return schemas.computeIfAbsent(
                schema,
                one -> {
                    ObjectNode whole = JsonMapper.shared().createObjectNode();
                    whole.setAll((ObjectNode) one);
                    whole.set("components", root.get("components"));
                    return registry.getSchema(whole);
                });
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode reference = node.get("$ref");
        return reference == null ? node : root.at(reference.asString().substring(1));
    }

    private List<String> problems(JsonNode schema, String body) {
        Schema compiled = compiled(schema);
        List<String> problems = new ArrayList<>();
        for (Error error : compiled.validate(JsonMapper.shared().readTree(body))) {
            problems.add(error.toString());
        }
        return problems;
    }
}
