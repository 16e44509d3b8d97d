package org.brixianode.ops.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.brixianode.ops.AlarmKind;
import org.brixianode.ops.TrustedName;
import org.brixianode.testkit.Peers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class WebhookChannelTest {

    private static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");
    private static final Message.Change REJECTS =
            new Message.Change(
                    AlarmKind.DESTINATION_REJECTS,
                    new TrustedName("pacs"),
                    AT,
                    Optional.empty(),
                    "it is not called PACS",
                    false);
    private static final Message MESSAGE =
            new Message(
                    Message.Reason.ALARMS,
                    "BRIXIA",
                    AT,
                    List.of(REJECTS, REJECTS.overAt(AT.plusSeconds(9))),
                    List.of(),
                    0);

    private record Request(String body, List<String> signature, List<String> authorization) {}

    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private HttpServer server;
    private volatile int status = 204;

    @BeforeEach
    void start() throws IOException {
        server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), Peers.freePort()),
                        10);
        server.createContext(
                "/hook/secret-path",
                exchange -> {
                    String body =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    requests.add(
                            new Request(
                                    body,
                                    exchange.getRequestHeaders().get(WebhookChannel.SIGNATURE),
                                    exchange.getRequestHeaders().get("Authorization")));
                    exchange.getResponseHeaders().add("Location", "/elsewhere");
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private WebhookChannel channel(Optional<String> secret, Optional<String> token) {
        URI url =
                URI.create(
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/hook/secret-path");
        return new WebhookChannel(
                new NotifyConfig.Webhook(url, secret, token, Duration.ofSeconds(30)),
                Optional.empty());
    }

    @Test
    void postsTheAlarmsAsJson() throws Exception {
        channel(Optional.empty(), Optional.empty()).send(MESSAGE);

        Request request = requests.remove();
        JsonNode json = JsonMapper.shared().readTree(request.body());
        assertThat(json.get("node").asString()).isEqualTo("BRIXIA");
        assertThat(json.get("type").asString()).isEqualTo("alarms");
        assertThat(json.at("/raised/0/code").asString()).isEqualTo("destination-rejects");
        assertThat(json.at("/raised/0/severity").asString()).isEqualTo("ERROR");
        assertThat(json.at("/raised/0/handbook").asString())
                .isEqualTo("docs/alarms.md#destination-rejects");
        assertThat(json.at("/cleared/0/clearedAt").asString()).isEqualTo("2026-03-02T10:00:09Z");
        assertThat(request.signature()).isNull();
        assertThat(request.authorization()).isNull();
    }

    @Test
    void aServerThatDoesNotRunIsToldInWords() {
        WebhookChannel channel = channel(Optional.empty(), Optional.empty());
        server.stop(0);
        assertThatThrownBy(() -> channel.send(MESSAGE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no connection: check the host and port")
                .hasMessageNotContaining("java.net")
                .hasMessageNotContaining("secret-path");
    }

    /** The expected value is that of openssl dgst -sha256 -hmac over the same body. */
    @Test
    void signsTheBodyAndSendsTheToken() throws Exception {
        channel(Optional.of("key"), Optional.of("t0ken")).send(Message.test("BRIXIA", AT));

        Request request = requests.remove();
        assertThat(request.body())
                .isEqualTo(
                        "{\"node\":\"BRIXIA\",\"type\":\"test\",\"at\":\"2026-03-02T10:00:00Z\","
                                + "\"summary\":\"[BRIXIA] test of notifications\",\"raised\":[],"
                                + "\"cleared\":[],\"active\":[],\"omitted\":0}");
        assertThat(request.signature())
                .containsExactly(
                        "sha256=176a1580c8dd4a6951b71878a6c17ab93951d63199a69cc0d8b9c046c84a2822");
        assertThat(request.authorization()).containsExactly("Bearer t0ken");
    }

    @Test
    void anErrorOrARedirectIsAFailureThatNamesTheHostAlone() {
        for (int answer : new int[] {302, 404, 500}) {
            status = answer;
            assertThatThrownBy(() -> channel(Optional.empty(), Optional.empty()).send(MESSAGE))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "http://127.0.0.1:%d answered with HTTP status %d"
                                    .formatted(server.getAddress().getPort(), answer));
        }
        server.stop(0);
        assertThatThrownBy(() -> channel(Optional.empty(), Optional.empty()).send(MESSAGE))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("http://127.0.0.1:")
                .hasMessageNotContaining("secret-path");
    }
}
