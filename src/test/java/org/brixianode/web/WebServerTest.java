package org.brixianode.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.config.JavalinConfig;
import io.javalin.http.sse.SseClient;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.brixianode.ops.Events;
import org.brixianode.ops.Role;
import org.brixianode.testkit.Peers;
import org.brixianode.web.access.Access;
import org.brixianode.web.access.AccessConfig;
import org.brixianode.web.access.PasswordHash;
import org.brixianode.web.access.User;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class WebServerTest {

    private static final String LOOPBACK = "127.0.0.1";

    /** More than the server has threads. */
    private static final int SLOW_CLIENTS = 60;

    /** More than this many are closed. */
    private static final int MOST_CONNECTIONS = 200;

    private static final int BCRYPT_COST = 10;

    private static final int ANSWER_MS = 30_000;

    private static WebServer started(Consumer<JavalinConfig> part) throws WebFailure {
        return started(List.of(local(), part));
    }

    private static WebServer started(List<Consumer<JavalinConfig>> parts) throws WebFailure {
        WebServer server = new WebServer(new WebConfig(true, LOOPBACK, 0), parts);
        server.start();
        return server;
    }

    private static Access local() {
        return new Access(AccessConfig.LOCAL, Events.NONE, Clock.systemUTC());
    }

    private static void echo(JavalinConfig config) {
        config.routes.get("/echo", request -> request.result("here"));
        config.routes.post("/echo", request -> request.result(request.body()));
    }

    private static HttpResponse<String> post(int port, String body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/echo"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The status line that is answered to a request with this Host. */
    private static String statusLine(int port, String host) throws Exception {
        return statusLine(port, host, "/echo");
    }

    private static String statusLine(int port, String host, String path) throws Exception {
        try (Socket socket = new Socket(LOOPBACK, port)) {
            socket.getOutputStream()
                    .write(
                            "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                                    .formatted(path, host)
                                    .getBytes(StandardCharsets.US_ASCII));
            return answer(socket).lines().findFirst().orElse("");
        }
    }

    @Test
    void refusesAPortInUseAndNamesIt() throws Exception {
        try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK));
                WebServer server =
                        new WebServer(
                                new WebConfig(true, LOOPBACK, used.getLocalPort()), List.of())) {
            assertThatThrownBy(server::start)
                    .isInstanceOf(WebFailure.class)
                    .hasMessageContaining("web.port = " + used.getLocalPort())
                    .hasMessageContaining("Choose another web.port");
        }
    }

    @Test
    void refusesAnAddressOutsideOfLoopbackWithoutUsers() {
        assertThatThrownBy(() -> new WebConfig(true, "0.0.0.0", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("web.bind = 0.0.0.0")
                .hasMessageContaining("web.users");
        assertThat(new WebConfig(false, "0.0.0.0", 0).enabled()).isFalse();
    }

    @Test
    void servesRequestsForThisHostOnly() throws Exception {
        try (WebServer server = started(WebServerTest::echo)) {
            for (String host : List.of("localhost", "127.0.0.1:" + server.port(), "[::1]:80")) {
                assertThat(statusLine(server.port(), host)).as(host).contains(" 200 ");
            }
            for (String host : List.of("evil.example", "localhost.evil.example", "10.0.0.1")) {
                assertThat(statusLine(server.port(), host)).as(host).contains(" 403 ");
            }
        }
    }

    @Test
    void refusesALargeBody() throws Exception {
        try (WebServer server = started(List.of(WebServerTest::echo))) {
            assertThat(post(server.port(), "x".repeat(1000)).body()).hasSize(1000);
            assertThat(post(server.port(), "x".repeat(100_000)).statusCode()).isEqualTo(413);
        }
    }

    /** Its rest would be met by a closed connection, and the answer lost. */
    @Test
    @Timeout(60)
    void refusesALargeBodyWhenItHasCome() throws Exception {
        try (WebServer server = started(List.of(WebServerTest::echo));
                Socket socket = new Socket(LOOPBACK, server.port())) {
            send(socket, "POST /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
            send(socket, "Content-Length: 200000\r\n\r\n" + "x".repeat(100_000));
            socket.setSoTimeout(300);
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);
            send(socket, "x".repeat(100_000));
            assertThat(answer(socket)).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    @Timeout(60)
    void answersWhileManyClientsSendSlowly() throws Exception {
        List<Socket> slow = new ArrayList<>();
        int port;
        try (WebServer server = started(List.of(WebServerTest::echo))) {
            port = server.port();
            for (int i = 0; i < SLOW_CLIENTS; i++) {
                slow.add(new Socket(LOOPBACK, server.port()));
                send(slow.get(i), "POST /echo HTTP/1.1\r\nHost: localhost\r\n");
                send(slow.get(i), "Content-Length: 3\r\nConnection: close\r\n\r\na");
            }
            assertThat(statusLine(server.port(), "localhost")).contains(" 200 ");
            send(slow.get(0), "bc");
            assertThat(answer(slow.get(0))).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nabc");
        }
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(LOOPBACK))) {
            assertThat(socket.isBound()).as("it stops although they have not ended").isTrue();
        }
        for (Socket one : slow) {
            one.close();
        }
    }

    @Test
    @Timeout(60)
    void answersWhileManyClientsAnnounceALargeBody() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (WebServer server =
                started(
                        List.of(
                                new Access(users(), Events.NONE, Clock.systemUTC()),
                                WebServerTest::live))) {
            for (int i = 0; i < SLOW_CLIENTS; i++) {
                slow.add(new Socket(LOOPBACK, server.port()));
                send(slow.get(i), "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\n");
                send(
                        slow.get(i),
                        "Content-Type: application/json\r\nContent-Length: 70000\r\n\r\n{");
            }
            assertThat(answer(slow.get(0))).startsWith("HTTP/1.1 400 ");
            assertThat(statusLine(server.port(), "localhost", "/health/live")).contains(" 200 ");
        }
        for (Socket one : slow) {
            one.close();
        }
    }

    @Test
    @Timeout(60)
    void answersWhileHundredsOfConnectionsSendNoWholeRequest() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (WebServer server = started(List.of(WebServerTest::echo, WebServerTest::stream));
                Socket stream = new Socket(LOOPBACK, server.port())) {
            send(stream, "GET /stream HTTP/1.1\r\nHost: localhost\r\n");
            send(stream, "Accept: text/event-stream\r\n\r\n");
            assertThat((char) stream.getInputStream().read()).isEqualTo('H');
            for (int i = 0; i < 2 * MOST_CONNECTIONS; i++) {
                slow.add(new Socket(LOOPBACK, server.port()));
                send(slow.get(i), "GET /echo HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
            }
            assertThat(statusLine(server.port(), "localhost")).contains(" 200 ");
            assertThat(isClosed(slow.get(0))).as("the oldest").isTrue();
            Socket last = slow.get(slow.size() - 1);
            send(last, "1\r\nConnection: close\r\n\r\n");
            assertThat(answer(last)).startsWith("HTTP/1.1 200 ");
            stream.setSoTimeout(1);
            assertThatThrownBy(
                            () ->
                                    stream.getInputStream()
                                            .transferTo(OutputStream.nullOutputStream()))
                    .as("what is being answered stays")
                    .isInstanceOf(SocketTimeoutException.class);
        }
        for (Socket one : slow) {
            one.close();
        }
    }

    private static boolean isClosed(Socket socket) throws IOException {
        socket.setSoTimeout(ANSWER_MS);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    private static void live(JavalinConfig config) {
        config.routes.get("/health/live", request -> request.result("alive"));
    }

    /** An answer that does not end. */
    private static void stream(JavalinConfig config) {
        config.routes.sse("/stream", SseClient::keepAlive);
    }

    private static AccessConfig users() {
        AccessConfig local = AccessConfig.LOCAL;
        User user =
                new User(
                        "anna",
                        PasswordHash.parse(PasswordHash.of("a long password", BCRYPT_COST)),
                        Role.VIEWER);
        return new AccessConfig(
                List.of(user),
                local.proxy(),
                local.session(),
                local.lockOut(),
                local.hostNames(),
                local.openMetrics(),
                local.tls());
    }

    @Test
    @Timeout(60)
    void refusesABodyOfManySmallPieces() throws Exception {
        try (WebServer server = started(List.of(WebServerTest::echo));
                Socket socket = new Socket(LOOPBACK, server.port())) {
            send(socket, "POST /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
            send(socket, "Transfer-Encoding: chunked\r\n\r\n");
            send(socket, "1\r\na\r\n".repeat(100) + "0\r\n\r\n");
            assertThat(answer(socket)).startsWith("HTTP/1.1 413 ");
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String answer(Socket socket) throws IOException {
        socket.setSoTimeout(ANSWER_MS);
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void freesThePortWhenItIsClosed() throws Exception {
        int port = Peers.freePort();
        try (WebServer server =
                new WebServer(new WebConfig(true, LOOPBACK, port), List.of(WebServerTest::echo))) {
            server.start();
        }
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(LOOPBACK))) {
            assertThat(socket.isBound()).isTrue();
        }
    }
}
