package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.brixianode.config.ConfigReader;
import org.brixianode.node.Node;
import org.brixianode.node.StartFailure;
import org.brixianode.testkit.ApiClient;
import org.brixianode.testkit.ResultSink;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A whole node with its HTTP server, and a model that is a stand-in. */
final class WebIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir Path folder;

    private Node start(String web, ResultSink... sinks) throws Exception {
        String text =
                TestNode.text(
                                folder.resolve("node"),
                                0,
                                TestNode.standIn(folder.resolve("model")),
                                sinks)
                        // No test of a destination by itself: those here are the only ones.
                        .replace(
                                "web { enabled = false }",
                                web + "\nwatch { interval = 1 s, echo-interval = 0 s }");
        return Node.start(ConfigReader.read(text, "test configuration"), Clock.systemUTC());
    }

    @Test
    void anImageCanBeFollowedToItsDestination() throws Exception {
        try (ResultSink sink = ResultSink.start(folder.resolve("sink"), 0);
                Node node = start("web { port = 0 }", sink)) {
            ApiClient client = new ApiClient(node.webPort().getAsInt()).withToken();
            TestNode.send(node.port(), TestNode.chests(folder.resolve("in"), "web", 1));
            await().atMost(PATIENCE)
                    .until(() -> client.object("/api/v1/jobs").toString().contains("\"SENT\""));
            await().atMost(PATIENCE)
                    .until(() -> client.object("/api/v1/summary").get("scored").asLong() == 1);
            JsonNode job = client.object("/api/v1/jobs").get("items").get(0);
            String path = "/api/v1/jobs/" + job.get("id").asLong();
            assertThat(client.object(path + "/trail").toString())
                    .contains("from MODALITY at 127.0.0.1 to BRIXIA", "0x0000 (success)");
            BufferedImage picture =
                    ImageIO.read(
                            new ByteArrayInputStream(
                                    client.get(path + "/heatmap.png?width=200").body()));
            assertThat(picture.getWidth()).isEqualTo(200);
            assertThat(client.object("/api/v1/model").get("intendedUse").asString()).isNotBlank();
            assertThat(client.object("/api/v1/status").get("disk").get("freeBytes").asLong())
                    .isPositive();
            assertThat(reachability(client).toString())
                    .as("what the delivery has shown")
                    .contains("\"ANSWERS\"", "\"tookMs\":null");
            assertThat(client.posted("/api/v1/destinations/sink0/echo", "").get("state").asString())
                    .isEqualTo("ANSWERS");
            assertThat(reachability(client).get("tookMs").isNumber()).isTrue();
            await().atMost(PATIENCE).until(() -> sink.arrivals().size() == 2);
            client.posted(path + "/resend", "{\"destination\":\"sink0\",\"kind\":\"report\"}");
            await().atMost(PATIENCE).until(() -> sink.arrivals().size() == 3);
        }
    }

    private static JsonNode reachability(ApiClient client) throws Exception {
        return client.object("/api/v1/destinations").get("items").get(0).get("reachability");
    }

    private static String metrics(ApiClient client) throws Exception {
        return new String(client.get("/metrics").body(), StandardCharsets.UTF_8);
    }

    @Test
    void aTestByButtonCountsAsAContact() throws Exception {
        ResultSink sink = ResultSink.start(folder.resolve("sink"), 0);
        try (Node node = start("web { port = 0 }", sink)) {
            sink.close();
            ApiClient client = new ApiClient(node.webPort().getAsInt()).withToken();
            assertThat(reachability(client).isNull()).isTrue();
            assertThat(client.posted("/api/v1/destinations/sink0/echo", "").get("state").asString())
                    .isEqualTo("NO_CONNECTION");
            assertThat(reachability(client).get("state").asString()).isEqualTo("NO_CONNECTION");
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    metrics(client)
                                            .contains(
                                                    "brixia_destination_up{destination=\"sink0\"} 0"));
        }
    }

    /** The first attempt has failed; the next would follow in an hour. */
    @Test
    void aTestThatReachesADestinationSendsWhatWaitsForIt() throws Exception {
        ResultSink sink = ResultSink.start(folder.resolve("sink"), 0);
        int port = sink.port();
        String hour = "web { port = 0 }\nsend { retry-first = 1 h, retry-longest = 1 day }";
        try (Node node = start(hour, sink)) {
            sink.close();
            ApiClient client = new ApiClient(node.webPort().getAsInt()).withToken();
            TestNode.send(node.port(), TestNode.chests(folder.resolve("in"), "web", 1));
            await().atMost(PATIENCE)
                    .until(() -> reachability(client).toString().contains("NO_CONNECTION"));
            try (ResultSink again = ResultSink.start(folder.resolve("again"), port)) {
                assertThat(
                                client.posted("/api/v1/destinations/sink0/echo", "")
                                        .get("state")
                                        .asString())
                        .isEqualTo("ANSWERS");
                await().atMost(PATIENCE).until(() -> !again.arrivals().isEmpty());
            }
        }
    }

    @Test
    void monitoringNeedsNoLogin() throws Exception {
        try (Node node = start("web { port = 0 }")) {
            ApiClient client = new ApiClient(node.webPort().getAsInt());
            assertThat(client.get("/health/live").statusCode()).isEqualTo(200);
            await().atMost(PATIENCE).until(() -> client.get("/health/ready").statusCode() == 200);
            assertThat(client.object("/health/ready").get("checks").size()).isPositive();
            assertThat(new String(client.get("/metrics").body(), StandardCharsets.UTF_8))
                    .contains("# TYPE");
            assertThat(client.get("/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aPortInUseStopsTheStart() throws Exception {
        try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> start("web { port = " + used.getLocalPort() + " }"))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("web.port = " + used.getLocalPort());
        }
    }
}
