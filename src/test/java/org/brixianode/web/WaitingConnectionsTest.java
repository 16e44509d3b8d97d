package org.brixianode.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocket;
import org.brixianode.ops.Events;
import org.brixianode.testkit.TestKeys;
import org.brixianode.web.access.Access;
import org.brixianode.web.access.AccessConfig;
import org.brixianode.web.access.ServerTls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class WaitingConnectionsTest {

    /** More than this many are closed. */
    private static final int MOST_CONNECTIONS = 200;

    /** So many that have ended would show among those that are open. */
    private static final int ENDED = 40;

    /** Of those that have ended, at most so many are still being closed. */
    private static final int CLOSING = 5;

    private static final int MOMENT_MS = 300;
    private static final int ANSWER_MS = 30_000;

    private static WebServer started(Optional<ServerTls> tls) throws WebFailure {
        AccessConfig local = AccessConfig.LOCAL;
        AccessConfig config =
                new AccessConfig(
                        local.users(),
                        local.proxy(),
                        local.session(),
                        local.lockOut(),
                        local.hostNames(),
                        local.openMetrics(),
                        tls);
        WebServer server =
                new WebServer(
                        new WebConfig(true, "127.0.0.1", 0, config),
                        List.of(new Access(config, Events.NONE, Clock.systemUTC())));
        server.start();
        return server;
    }

    private static Socket opened(SocketFactory sockets, int port) throws IOException {
        Socket socket = sockets.createSocket("localhost", port);
        if (socket instanceof SSLSocket tls) {
            tls.startHandshake();
        }
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean isClosed(Socket socket, int waitMs) throws IOException {
        socket.setSoTimeout(waitMs);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    private static void useUp(SocketFactory sockets, int port) throws IOException {
        for (int i = 0; i < ENDED; i++) {
            try (Socket socket = opened(sockets, port)) {
                send(socket, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
            }
        }
    }

    /** Without a handshake of TLS, which hundreds of them would make slow. */
    private static void openUpTo(int count, List<Socket> slow, int port) throws IOException {
        while (slow.size() < count) {
            slow.add(new Socket("localhost", port));
        }
    }

    private static void closesTheOldestOfTooMany(SocketFactory sockets, int port)
            throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            slow.add(opened(sockets, port));
            send(slow.get(0), "GET / HTTP/1.1\r\nX-Slow: ");
            useUp(sockets, port);
            assertThat(isClosed(slow.get(0), MOMENT_MS)).as("the only one open").isFalse();
            openUpTo(MOST_CONNECTIONS - CLOSING, slow, port);
            assertThat(isClosed(slow.get(0), 1)).as("as many as may be open").isFalse();
            openUpTo(MOST_CONNECTIONS + 1, slow, port);
            assertThat(isClosed(slow.get(0), ANSWER_MS)).as("the oldest of too many").isTrue();
            assertThat(isClosed(slow.get(1), 1)).as("the next oldest").isFalse();
        } finally {
            for (Socket one : slow) {
                one.close();
            }
        }
    }

    @Test
    @Timeout(60)
    void connectionsThatHaveEndedAreNotCounted() throws Exception {
        try (WebServer server = started(Optional.empty())) {
            closesTheOldestOfTooMany(SocketFactory.getDefault(), server.port());
        }
    }

    @Test
    @Timeout(60)
    void connectionsOfTlsThatHaveEndedAreNotCounted(@TempDir Path folder) throws Exception {
        TestKeys keys = new TestKeys(folder);
        keys.make("web", "localhost");
        ServerTls tls = new ServerTls(folder.resolve("web.p12"), "changeit");
        try (WebServer server = started(Optional.of(tls))) {
            closesTheOldestOfTooMany(keys.trusting("web").getSocketFactory(), server.port());
        }
    }
}
