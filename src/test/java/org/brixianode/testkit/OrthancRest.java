package org.brixianode.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.brixianode.send.HttpCredentials;

/**
 * The REST interface of an Orthanc on loopback. Each request has its own connection, since Orthanc
 * closes one that was idle for a second, also at the moment when the next request is sent over it.
 */
public final class OrthancRest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final int port;
    private final Optional<HttpCredentials> login;

    /** Of an Orthanc without users. */
    public OrthancRest(int port) {
        this.port = port;
        this.login = Optional.empty();
    }

    public OrthancRest(int port, String user, String password) {
        this.port = port;
        this.login = Optional.of(HttpCredentials.basic(user, password));
    }

    public String get(String path) throws Exception {
        return send("GET", path, HttpRequest.BodyPublishers.noBody());
    }

    public String post(String path, String body) throws Exception {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(body));
    }

    public String post(String path, Path body) throws Exception {
        return send("POST", path, HttpRequest.BodyPublishers.ofFile(body));
    }

    /** How many it has of what a list of identifiers names, for example {@code /instances}. */
    public int count(String path) throws Exception {
        return (int) get(path).chars().filter(c -> c == '"').count() / 2;
    }

    private String send(String method, String path, HttpRequest.BodyPublisher body)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(PATIENCE)
                        .method(method, body);
        login.ifPresent(one -> request.header("Authorization", one.authorization()));
        HttpClient http =
                HttpClient.newBuilder()
                        .connectTimeout(PATIENCE)
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
        HttpResponse<String> response =
                http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
        return response.body();
    }
}
