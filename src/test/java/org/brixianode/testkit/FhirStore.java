package org.brixianode.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A FHIR server in memory that knows transactions of conditional creates and updates by one
 * identifier (FHIR R4 3.1.0.11), and nothing else.
 */
public final class FhirStore implements AutoCloseable {

    private static final String JSON = "application/fhir+json";

    private final HttpServer server;
    private final Map<String, JsonNode> resources = new LinkedHashMap<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final Consumer<String> before;

    /**
     * @param port 0 for any
     * @param before gets the body of each transaction before it is answered; if it throws, the
     *     connection is closed after the transaction was stored
     */
    public FhirStore(int port, Consumer<String> before) throws IOException {
        this.before = before;
        this.server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10);
        server.createContext("/fhir", this::handle);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/fhir";
    }

    /** The bodies of the transactions. */
    public List<String> bodies() {
        return bodies;
    }

    /** The stored resources of a type. */
    public synchronized List<JsonNode> resources(String type) {
        return resources.values().stream()
                .filter(one -> one.path("resourceType").asString().equals(type))
                .toList();
    }

    /** A stored resource by {@code Type/id}. */
    public synchronized Optional<JsonNode> resource(String reference) {
        return Optional.ofNullable(resources.get(reference));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestURI().getPath().endsWith("/metadata")) {
                answer(
                        exchange,
                        "{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"4.0.1\"}");
                return;
            }
            String text = new String(body, StandardCharsets.UTF_8);
            String response = transaction(text);
            bodies.add(text);
            before.accept(text);
            answer(exchange, response);
        } catch (RuntimeException lost) {
            // The answer is lost.
        }
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", JSON);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private synchronized String transaction(String text) {
        JsonNode bundle = JsonMapper.shared().readTree(text);
        require(bundle.path("type").asString().equals("transaction"), "a transaction");
        Map<String, String> places = new LinkedHashMap<>();
        ArrayNode answers = JsonMapper.shared().createArrayNode();
        for (JsonNode entry : bundle.path("entry")) {
            places.put(entry.path("fullUrl").asString(), place(entry, answers));
        }
        for (JsonNode entry : bundle.path("entry")) {
            String place = places.get(entry.path("fullUrl").asString());
            boolean update = entry.at("/request/method").asString().equals("PUT");
            if (update || !resources.containsKey(place)) {
                String json = entry.path("resource").toString();
                for (Map.Entry<String, String> one : places.entrySet()) {
                    json = json.replace("\"" + one.getKey() + "\"", "\"" + one.getValue() + "\"");
                }
                require(!json.contains("\"urn:uuid:"), "references that are resolved");
                resources.put(place, JsonMapper.shared().readTree(json));
            }
        }
        ObjectNode response = JsonMapper.shared().createObjectNode();
        response.put("resourceType", "Bundle").put("type", "transaction-response");
        response.set("entry", answers);
        return response.toString();
    }

    /** {@code Type/id} of the resource that the condition finds, or of a new one. */
    private String place(JsonNode entry, ArrayNode answers) {
        String type = entry.at("/resource/resourceType").asString();
        JsonNode request = entry.path("request");
        String query =
                request.path("method").asString().equals("PUT")
                        ? request.path("url").asString().split("\\?", 2)[1]
                        : request.path("ifNoneExist").asString();
        List<String[]> tokens =
                tokens(
                        URLDecoder.decode(
                                query.substring("identifier=".length()), StandardCharsets.UTF_8));
        List<String> found =
                resources.entrySet().stream()
                        .filter(one -> one.getKey().startsWith(type + "/"))
                        .filter(one -> hasAny(one.getValue(), tokens))
                        .map(Map.Entry::getKey)
                        .toList();
        require(found.size() <= 1, "one resource with an identifier");
        require(tokens.size() == 1, "one identifier to search for");
        require(hasAny(entry.path("resource"), tokens), "the identifier itself");
        answers.addObject()
                .putObject("response")
                .put("status", found.isEmpty() ? "201 Created" : "200 OK");
        return found.isEmpty() ? type + "/" + (resources.size() + answers.size()) : found.get(0);
    }

    /**
     * Alternatives, each of a system and a value, as servers separate them (FHIR R4 3.1.1.4.0.1).
     */
    private static List<String[]> tokens(String query) {
        return Arrays.stream(query.split("(?<!\\\\),"))
                .map(one -> one.split("(?<!\\\\)\\|", 2))
                .map(
                        pair ->
                                Arrays.stream(pair)
                                        .map(text -> text.replaceAll("\\\\(.)", "$1"))
                                        .toArray(String[]::new))
                .toList();
    }

    private static boolean hasAny(JsonNode resource, List<String[]> tokens) {
        return tokens.stream().anyMatch(one -> has(resource, one[0], one.length > 1 ? one[1] : ""));
    }

    private static boolean has(JsonNode resource, String system, String value) {
        for (JsonNode identifier : resource.path("identifier")) {
            if (identifier.path("system").asString("").equals(system)
                    && identifier.path("value").asString("").equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("a transaction needs " + what);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
