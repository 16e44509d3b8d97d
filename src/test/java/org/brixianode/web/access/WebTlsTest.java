package org.brixianode.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.config.JavalinConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.brixianode.ops.Events;
import org.brixianode.ops.Role;
import org.brixianode.testkit.TestKeys;
import org.brixianode.web.WebConfig;
import org.brixianode.web.WebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS, with the JDK's own client. */
final class WebTlsTest {

    private static final String PASSWORD = "correct horse battery";

    @Test
    void servesHttpsWithTls12AndNewerOnly(@TempDir Path folder) throws Exception {
        TestKeys keys = new TestKeys(folder);
        keys.make("web", "localhost");
        SSLContext trusting = keys.trusting("web");
        AccessConfig config =
                config(Optional.of(new ServerTls(folder.resolve("web.p12"), "changeit")));
        Consumer<JavalinConfig> page =
                javalin -> javalin.routes.get("/api/v1/x", r -> r.result("x"));
        Access access = new Access(config, Events.NONE, Clock.systemUTC());
        WebConfig web = new WebConfig(true, "127.0.0.1", 0, config);
        try (WebServer server = new WebServer(web, List.of(access, page))) {
            server.start();
            HttpResponse<String> login = login(trusting, server.port());
            assertThat(login.statusCode()).isEqualTo(200);
            assertThat(login.headers().firstValue("Set-Cookie").orElseThrow())
                    .startsWith("__Host-brixia-session=")
                    .contains("; Secure", "; HttpOnly", "; Path=/");
            assertThat(login.headers().firstValue("Strict-Transport-Security")).isPresent();
            assertThat(protocol(trusting, server.port(), "TLSv1.2")).isEqualTo("TLSv1.2");
            assertThatThrownBy(() -> protocol(trusting, server.port(), "TLSv1.1"))
                    .isInstanceOf(SSLException.class);
            assertThat(new RawHttp(server.port()).plainIsRefused()).isTrue();
        }
    }

    @Test
    void aStoreThatCannotBeOpenedStopsTheStart(@TempDir Path folder) {
        AccessConfig config =
                config(Optional.of(new ServerTls(folder.resolve("none.p12"), "hunter22")));
        assertThatThrownBy(
                        () -> {
                            WebConfig web = new WebConfig(true, "127.0.0.1", 0, config);
                            try (WebServer server = new WebServer(web, List.of())) {
                                server.start();
                            }
                        })
                .hasMessageContaining("none.p12 does not exist")
                .hasMessageNotContaining("hunter22");
    }

    private static AccessConfig config(Optional<ServerTls> tls) {
        String hash = PasswordHash.of(PASSWORD, PasswordHash.MIN_COST);
        return new AccessConfig(
                List.of(new User("anna", PasswordHash.parse(hash), Role.VIEWER)),
                ProxyConfig.NONE,
                SessionConfig.DEFAULT,
                LockOutConfig.DEFAULT,
                java.util.Set.of(),
                false,
                tls);
    }

    private static HttpResponse<String> login(SSLContext tls, int port) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/api/v1/session"))
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"user\":\"anna\",\"password\":\"" + PASSWORD + "\"}"))
                        .build();
        return HttpClient.newBuilder()
                .sslContext(tls)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String protocol(SSLContext tls, int port, String version) throws Exception {
        try (SSLSocket socket =
                (SSLSocket) tls.getSocketFactory().createSocket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }
}
