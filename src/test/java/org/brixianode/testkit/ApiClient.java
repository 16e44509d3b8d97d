package org.brixianode.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the REST interface. Each response under /api/v1 must be one that the OpenAPI document
 * describes.
 */
public final class ApiClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();
    private final OpenApiDocument document;
    private final Set<String> succeeded = new TreeSet<>();
    private String token = "";

    public ApiClient(int port) throws IOException {
        this.port = port;
        this.document = OpenApiDocument.read();
    }

    /** Sends the token of the session with each request, as a page does. */
    public ApiClient withToken() throws Exception {
        token = object("/api/v1/session").get("csrf").asString();
        return this;
    }

    /** The operations that were answered with success. */
    public Set<String> succeeded() {
        return succeeded;
    }

    public HttpResponse<byte[]> get(String path) throws Exception {
        return send("GET", path, HttpRequest.BodyPublishers.noBody());
    }

    public HttpResponse<byte[]> post(String path, String body) throws Exception {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<byte[]> send(String method, String path, HttpRequest.BodyPublisher body)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(method, body)
                        .header("X-CSRF-Token", token)
                        .timeout(PATIENCE)
                        .build();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (path.startsWith("/api/v1/")) {
            check(method, path, answer);
        }
        return answer;
    }

    private void check(String method, String path, HttpResponse<byte[]> answer) {
        Optional<String> operation = document.operation(method, path);
        if (operation.isEmpty()) {
            assertThat(answer.statusCode()).as("%s %s", method, path).isIn(404, 405);
            return;
        }
        assertThat(
                        document.problems(
                                operation.get(),
                                answer.statusCode(),
                                answer.headers().firstValue("Content-Type").orElse(""),
                                text(answer)))
                .as("%s %s: %d %s", method, path, answer.statusCode(), text(answer))
                .isEmpty();
        if (answer.statusCode() / 100 == 2) {
            succeeded.add(operation.get());
        }
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** The object of a response with status 200. */
    public JsonNode object(String path) throws Exception {
        return object(get(path), 200);
    }

    /** The object of the response to a POST with status 200. */
    public JsonNode posted(String path, String body) throws Exception {
        return object(post(path, body), 200);
    }

    /** The message of a response with this status. */
    public static String message(HttpResponse<byte[]> answer, int status) {
        return object(answer, status).get("error").get("message").asString();
    }

    private static JsonNode object(HttpResponse<byte[]> answer, int status) {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(status);
        return JsonMapper.shared().readTree(text(answer));
    }
}
