package org.brixianode.receive.stow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SilentConnectionsTest {

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);

    private void start(Duration firstRequest) throws Exception {
        SilentConnections connections =
                new SilentConnections(connector.getScheduler(), firstRequest);
        connector.setHost("127.0.0.1");
        connector.addBean(connections);
        server.addConnector(connector);
        server.setHandler(
                new Handler.Abstract() {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback) {
                        connections.arrived(request.getConnectionMetaData().getConnection());
                        callback.succeeded();
                        return true;
                    }
                });
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean isAnswered(Socket socket) throws IOException {
        write(socket, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        StringBuilder head = new StringBuilder();
        int next = socket.getInputStream().read();
        while (next >= 0) {
            head.append((char) next);
            boolean ended = head.toString().endsWith("\r\n\r\n");
            next = ended ? -1 : socket.getInputStream().read();
        }
        return head.toString().startsWith("HTTP/1.1 200");
    }

    @Test
    void aClientThatDripsAHeaderIsClosedAndOneWithARequestIsNot() throws Exception {
        start(Duration.ofSeconds(3));
        await().until(this::someoneIsAnswered); // so that the server's classes are loaded
        try (Socket good = connect();
                Socket bad = connect()) {
            assertThat(isAnswered(good)).isTrue();
            write(bad, "GET / HTTP/1.1\r\nHo");
            assertThat(bad.getInputStream().read()).isEqualTo(-1);
            assertThat(isAnswered(good)).isTrue();
        }
    }

    private boolean someoneIsAnswered() throws IOException {
        try (Socket first = connect()) {
            return isAnswered(first);
        }
    }

    @Test
    void oneAddressHasABoundAndGetsItsPlacesBack() throws Exception {
        start(Duration.ofMinutes(1));
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                sockets.add(connect());
            }
            for (Socket one : sockets) {
                assertThat(isAnswered(one)).isTrue();
            }
            try (Socket further = connect()) {
                assertThat(further.getInputStream().read()).isEqualTo(-1);
            }
            sockets.remove(0).close();
            await().until(
                            () -> {
                                try (Socket next = connect()) {
                                    return isAnswered(next);
                                } catch (IOException e) {
                                    return false;
                                }
                            });
        } finally {
            for (Socket one : sockets) {
                one.close();
            }
        }
    }
}
