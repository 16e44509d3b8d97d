package org.brixianode.web.access;

import io.javalin.config.JavalinConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.brixianode.ops.Events;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.Role;
import org.brixianode.testkit.ManualClock;
import org.brixianode.web.WebConfig;
import org.brixianode.web.WebServer;
import org.junit.jupiter.api.AfterEach;

/** A server with some handlers, for requests as browsers, scripts and attackers send them. */
abstract class AccessFixture {

    static final String ANNA = "correct horse battery";
    static final String OTTO = "another long password";
    static final User VIEWER = user("anna", ANNA, Role.VIEWER);
    static final User OPERATOR = user("otto", OTTO, Role.OPERATOR);
    static final String READ = "/api/v1/jobs";
    static final String CHANGE = "/api/v1/jobs/7/retry";
    static final String SESSION = "/api/v1/session";

    final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T08:00:00Z"));
    final List<NodeEvent> published = new CopyOnWriteArrayList<>();
    final List<WebServer> servers = new ArrayList<>();
    final List<Access> accesses = new ArrayList<>();

    static User user(String name, String password, Role role) {
        String hash = PasswordHash.of(password, PasswordHash.MIN_COST);
        return new User(name, PasswordHash.parse(hash), role);
    }

    @AfterEach
    void closeServers() {
        servers.forEach(WebServer::close);
    }

    RawHttp serve(AccessConfig config) throws Exception {
        Events events = published::add;
        Access access = new Access(config, events, clock);
        accesses.add(access);
        Consumer<JavalinConfig> handlers = AccessFixture::handlers;
        WebServer server =
                new WebServer(
                        new WebConfig(true, "127.0.0.1", 0, config), List.of(access, handlers));
        servers.add(server);
        server.start();
        return new RawHttp(server.port());
    }

    static void handlers(JavalinConfig config) {
        config.routes.get(READ, request -> request.result("jobs"));
        config.routes.get("/metrics", request -> request.result("metrics"));
        config.routes.get("/health/live", request -> request.result("alive"));
        config.routes.post("/api/v1/jobs/search", request -> request.result("found"));
        config.routes.post(CHANGE, request -> request.result(Identity.of(request).toString()));
    }

    static AccessConfig users() {
        return with(ProxyConfig.NONE, Set.of(), false);
    }

    static AccessConfig with(ProxyConfig proxy, Set<String> hosts, boolean openMetrics) {
        return new AccessConfig(
                List.of(VIEWER, OPERATOR),
                proxy,
                SessionConfig.DEFAULT,
                new LockOutConfig(3, 7, Duration.ofMinutes(15)),
                hosts,
                openMetrics,
                Optional.empty());
    }

    static String basic(String user, String password) {
        return "Authorization: Basic "
                + Base64.getEncoder()
                        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    static String cookie(RawHttp.Response login) {
        return "Cookie: " + login.cookie();
    }

    static String token(RawHttp.Response login) {
        return "X-CSRF-Token: " + login.field("csrf");
    }
}
