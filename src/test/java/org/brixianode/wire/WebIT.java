package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.brixianode.config.ConfigReader;
import org.brixianode.node.Node;
import org.brixianode.node.StartFailure;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole node with its HTTP server, and a model that is a stand-in. */
final class WebIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir Path folder;

    private Node start(String web) throws Exception {
        String text =
                TestNode.text(folder.resolve("node"), 0, TestNode.standIn(folder.resolve("model")))
                        .replace("web { enabled = false }", web);
        return Node.start(ConfigReader.read(text, "test configuration"), Clock.systemUTC());
    }

    private static JsonNode get(Node node, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + node.webPort().getAsInt() + "/api/v1" + path);
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(uri).build(),
                                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    @Test
    void theSummaryAddsUp() throws Exception {
        try (Node node = start("web { port = 0 }")) {
            TestNode.send(node.port(), TestNode.chests(folder.resolve("in"), "web", 2));
            await().atMost(PATIENCE).until(() -> node.jobs().counts().waiting() == 0);
            JsonNode summary = get(node, "/summary");
            assertThat(summary.get("received").asLong()).isEqualTo(2);
            assertThat(summary.get("scored").asLong() + summary.get("notScored").asLong())
                    .isEqualTo(2);
            assertThat(summary.get("oldestWaitingSeconds").isNull()).isTrue();
            assertThat(summary.get("today").get("received").asLong()).isEqualTo(2);
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
