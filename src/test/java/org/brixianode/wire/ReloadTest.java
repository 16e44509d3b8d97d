package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.brixianode.config.ConfigReader;
import org.brixianode.config.ConfigSource;
import org.brixianode.node.Node;
import org.brixianode.study.JobState;
import org.brixianode.study.Sha256;
import org.brixianode.testkit.QueryPacs;
import org.brixianode.testkit.ResultSink;
import org.brixianode.testkit.TestNode;
import org.brixianode.web.rest.Reloads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose configuration file changes while it runs. */
final class ReloadTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir private Path folder;

    private String model = "";

    private void write(String more, ResultSink... sinks) throws Exception {
        String web = "web { enabled = true, port = 0 }\n";
        Files.writeString(file(), TestNode.text(folder, 0, model + web + more, sinks));
    }

    private Path file() {
        return folder.resolve("node.conf");
    }

    private long send(Node node, String name) throws Exception {
        return TestNode.send(node.port(), TestNode.chests(folder.resolve(name), name, 1));
    }

    private static HttpResponse<String> post(Node node) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        String base = "http://127.0.0.1:" + node.webPort().getAsInt() + "/api/v1";
        String session =
                http.send(
                                HttpRequest.newBuilder(URI.create(base + "/session")).build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
        String csrf = session.replaceAll(".*\"csrf\":\"([^\"]+)\".*", "$1");
        return http.send(
                HttpRequest.newBuilder(URI.create(base + "/reload"))
                        .header("X-CSRF-Token", csrf)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String alarms(Node node) throws Exception {
        String base = "http://127.0.0.1:" + node.webPort().getAsInt() + "/api/v1";
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(base + "/alarms")).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static int options(Node node, String token) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://127.0.0.1:"
                                                        + node.stowPort().orElseThrow()
                                                        + "/dicom-web/studies"))
                                .header("Authorization", "Bearer " + token)
                                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static String stow(boolean enabled, String token, String more) {
        return ("stow { enabled = %s, bind = \"127.0.0.1\", port = 0, senders = [ { name = a,"
                        + " ae-title = A, token-sha256 = \"%s\" } ] %s }")
                .formatted(enabled, Sha256.hex(token), more);
    }

    @Test
    void sendersOfStowTakeEffectWithoutARestart() throws Exception {
        ConfigSource source = () -> ConfigReader.load(Optional.of(file()), Map.of());
        model = TestNode.standIn(folder);
        write(stow(true, "one", ""));
        try (Node node = Node.start(source.load(), source, Clock.systemUTC())) {
            assertThat(options(node, "one")).isEqualTo(204);

            write(stow(true, "two", ", max-uploads = 3"));
            Reloads.Result result = node.reload();
            assertThat(result.changed()).containsExactly("stow.senders");
            assertThat(result.pending()).containsExactly("stow.max-uploads");
            assertThat(options(node, "one")).isEqualTo(401);
            assertThat(options(node, "two")).isEqualTo(204);

            write(stow(false, "three", ""));
            assertThat(node.reload().pending())
                    .containsExactlyInAnyOrder("stow.enabled", "stow.senders");
            assertThat(options(node, "two")).isEqualTo(204);
        }
    }

    @Test
    void destinationsCallersAndMarksTakeEffectWithoutARestart() throws Exception {
        ConfigSource source = () -> ConfigReader.load(Optional.of(file()), Map.of());
        try (ResultSink one = ResultSink.start(folder.resolve("one"), 0);
                ResultSink two = ResultSink.start(folder.resolve("two"), 0)) {
            model = TestNode.standIn(folder);
            write("", one);
            try (Node node = Node.start(source.load(), source, Clock.systemUTC())) {
                assertThat(node.reload().changed()).isEmpty();
                assertThat(send(node, "first")).isEqualTo(1);
                await().atMost(LONG).until(() -> one.arrivals().size() == 2);

                write(
                        "dicom.accepted-callers = [ SOMEBODY ], dicom.max-associations = 7,"
                                + " watch.interval = 7 s",
                        two);
                Reloads.Result result = node.reload();
                assertThat(result.accepted()).isTrue();
                assertThat(result.changed())
                        .containsExactly("destinations", "dicom.accepted-callers");
                assertThat(result.pending())
                        .containsExactly("dicom.max-associations", "watch.interval");
                assertThat(send(node, "first")).as("not an accepted caller").isZero();

                write("storage.disk { soft-mark = 30 MiB }", two);
                HttpResponse<String> answer = post(node);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body())
                        .contains("\"accepted\":true", "storage.disk.soft-mark", "\"pending\":[]");
                assertThat(send(node, "second")).isEqualTo(1);
                await().atMost(LONG).until(() -> two.arrivals().size() == 2);
                assertThat(one.arrivals()).hasSize(2);

                write("storage.disk { soft-mark = 50 }", one);
                HttpResponse<String> refused = post(node);
                assertThat(refused.statusCode()).isEqualTo(409);
                assertThat(refused.body()).contains("storage.disk.soft-mark = 50 has no unit");
                assertThat(alarms(node))
                        .contains("configuration-not-reloaded", "storage.disk.soft-mark = 50");
                assertThat(send(node, "third")).isEqualTo(1);
                await().atMost(LONG).until(() -> two.arrivals().size() == 4);

                write("storage.disk { soft-mark = 30 MiB }", two);
                assertThat(post(node).statusCode()).isEqualTo(200);
                assertThat(alarms(node)).doesNotContain("configuration-not-reloaded");

                Files.delete(file());
                assertThat(node.reload().problem().orElseThrow()).contains("node.conf");
            }
        }
    }

    private static String priors(QueryPacs pacs, String keys) {
        return ("destinations = [ { name = pacs, ae-title = PACS, host = \"127.0.0.1\", port = %d,"
                        + " results-of = own } ], priors { %s }")
                .formatted(pacs.port(), keys);
    }

    @Test
    void theSearchForEarlierRadiographsTakesEffectWithoutARestart() throws Exception {
        ConfigSource source = () -> ConfigReader.load(Optional.of(file()), Map.of());
        try (QueryPacs one = new QueryPacs(QueryPacs.Manner.ANSWERS);
                QueryPacs two = new QueryPacs(QueryPacs.Manner.ANSWERS)) {
            model = TestNode.standIn(folder);
            write(priors(one, "source = off"));
            try (Node node = Node.start(source.load(), source, Clock.systemUTC())) {
                write(priors(one, "source = pacs, wait = 30 s"));
                Reloads.Result result = node.reload();
                assertThat(result.changed()).containsExactly("priors.source", "priors.wait");
                assertThat(result.pending()).isEmpty();
                assertThat(send(node, "first")).isEqualTo(1);
                await().atMost(LONG).until(() -> one.questions().size() == 1);

                write(priors(two, "source = pacs, wait = 30 s"));
                assertThat(node.reload().changed()).containsExactly("destinations");
                assertThat(send(node, "second")).isEqualTo(1);
                await().atMost(LONG).until(() -> two.questions().size() == 1);

                write(priors(two, "source = off, number = 1"));
                assertThat(node.reload().changed())
                        .containsExactly("priors.number", "priors.source", "priors.wait");
                assertThat(send(node, "third")).isEqualTo(1);
                await().atMost(LONG).until(() -> node.jobs().counts().of(JobState.SCORED) == 3);
                assertThat(one.questions()).hasSize(1);
                assertThat(two.questions()).hasSize(1);
            }
        }
    }
}
