package org.brixianode.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.brixianode.ops.Events;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.Role;
import org.junit.jupiter.api.Test;

/** Requests as browsers, scripts and attackers send them. */
final class AccessTest extends AccessFixture {

    @Test
    void withoutUsersWhoeverReachesLoopbackIsOperator() throws Exception {
        RawHttp http = serve(AccessConfig.LOCAL);
        RawHttp.Response session = http.get(SESSION);
        assertThat(session.body())
                .startsWith("{\"user\":\"local\",\"role\":\"OPERATOR\",\"csrf\":\"")
                .endsWith("\"login\":false}");
        assertThat(http.get(READ).status()).isEqualTo(200);
        assertThat(http.post(CHANGE, "").status()).isEqualTo(403);
        assertThat(http.post(CHANGE, "", "X-CSRF-Token: guessed").status()).isEqualTo(403);
        assertThat(http.post(CHANGE, "", token(session)).body())
                .isEqualTo("Identity[user=local, role=OPERATOR, way=LOCAL]");
    }

    @Test
    void withoutUsersOnlyNamesOfLoopbackAreServed() throws Exception {
        RawHttp http = serve(AccessConfig.LOCAL);
        for (String own : List.of("localhost", "LocalHost:8080", "127.0.0.2:9", "[::1]:8080")) {
            assertThat(http.get(READ, "Host: " + own).status()).as(own).isEqualTo(200);
        }
        for (String foreign :
                List.of(
                        "evil.example",
                        "localhost.evil.example",
                        "127.0.0.1.evil.example:8080",
                        "127.0.0.1@evil.example",
                        "10.0.0.1")) {
            assertThat(http.get(READ, "Host: " + foreign).status()).as(foreign).isIn(400, 403);
            assertThat(http.get("/login", "Host: " + foreign).status()).as(foreign).isIn(400, 403);
        }
    }

    @Test
    void withoutUsersAReverseProxyIsRefused() throws Exception {
        RawHttp http = serve(AccessConfig.LOCAL);
        for (String header :
                List.of(
                        "Forwarded: for=10.0.0.7",
                        "X-Forwarded-For: 10.0.0.7",
                        "x-forwarded-host: brixia.example",
                        "X-Forwarded-Proto: https",
                        "X-Real-IP: 10.0.0.7",
                        "Via: 1.1 proxy")) {
            RawHttp.Response refused = http.get(READ, header);
            assertThat(refused.status()).as(header).isEqualTo(403);
            assertThat(refused.body()).contains("web.users or web.proxy");
            assertThat(http.get("/", header).status()).as(header).isEqualTo(403);
            assertThat(http.get("/health/live", header).status()).as(header).isEqualTo(200);
        }
        assertThat(http.http10(READ)).startsWith("HTTP/1.1 403").contains("a reverse proxy");
        RawHttp withUsers = serve(users());
        assertThat(withUsers.get(READ, basic("anna", ANNA), "X-Forwarded-For: 10.0.0.7").status())
                .isEqualTo(200);
    }

    @Test
    void aPageOfAnotherOriginIsRefused() throws Exception {
        RawHttp http = serve(AccessConfig.LOCAL);
        String token = token(http.get(SESSION));
        String host = "Host: localhost:8080";
        assertThat(http.post(CHANGE, "", token, host, "Origin: http://localhost:8080").status())
                .isEqualTo(200);
        for (String origin :
                List.of(
                        "http://evil.example",
                        "http://localhost:9999",
                        "https://localhost:8080",
                        "http://localhost:8080.evil.example",
                        "null")) {
            String header = "Origin: " + origin;
            assertThat(http.post(CHANGE, "", token, host, header).status())
                    .as(origin)
                    .isEqualTo(403);
            assertThat(http.get(SESSION, host, header).status()).as(origin).isEqualTo(403);
        }
    }

    @Test
    void anotherSiteMayLinkToAPageAndNothingElse() throws Exception {
        RawHttp http = serve(AccessConfig.LOCAL);
        String other = "Sec-Fetch-Site: cross-site";
        String[] link = {other, "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"};
        assertThat(http.get("/", link).status()).isEqualTo(200);
        assertThat(
                        http.get("/", other, "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image")
                                .status())
                .isEqualTo(403);
        assertThat(
                        http.get("/", other, "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe")
                                .status())
                .isEqualTo(403);
        assertThat(http.get(READ, link).status()).isEqualTo(403);
        assertThat(http.get(READ, "Sec-Fetch-Site: same-origin").status()).isEqualTo(200);
    }

    @Test
    void withUsersNothingIsServedBeforeTheLogin() throws Exception {
        RawHttp http = serve(users());
        for (String path : List.of(READ, SESSION, "/metrics", "/api/v1/unknown", "/api/")) {
            assertThat(http.get(path).status()).as(path).isEqualTo(401);
        }
        for (String path :
                List.of(
                        "/assets/../api/v1/jobs",
                        "/assets/%2e%2e/api/v1/jobs",
                        "/assets/..;/api/v1/jobs",
                        "//api/v1/jobs",
                        "/api/v1/jobs/",
                        "/API/v1/jobs",
                        "/health/live/../../api/v1/jobs",
                        "/api/v1/jobs;x=/assets/y")) {
            RawHttp.Response refused = http.get(path);
            assertThat(refused.status()).as(path).isIn(303, 400, 401, 404);
            assertThat(refused.body()).as(path).isNotEqualTo("jobs");
        }
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH")) {
            assertThat(http.send(method, CHANGE, "").status()).as(method).isIn(400, 401, 405);
        }
        RawHttp.Response page = http.get("/");
        assertThat(page.status()).isEqualTo(303);
        assertThat(page.header("Location")).isEqualTo("login");
        assertThat(http.get("/a/b").header("Location")).isEqualTo("../login");
        assertThat(http.get("/login").body()).contains("<form");
        assertThat(http.get("/assets/login.js").status()).isEqualTo(200);
        assertThat(http.get("/health/live").body()).isEqualTo("alive");
    }

    @Test
    void aLoginOpensASession() throws Exception {
        RawHttp http = serve(users());
        RawHttp.Response login = http.login("otto", OTTO);
        assertThat(login.status()).isEqualTo(200);
        assertThat(login.header("Set-Cookie"))
                .contains("brixia-session=", "; HttpOnly", "; SameSite=Strict", "; Path=/")
                .doesNotContain("; Secure", "Domain", "Max-Age");
        assertThat(login.cookie()).hasSize("brixia-session=".length() + 43);
        assertThat(http.get(READ, cookie(login)).body()).isEqualTo("jobs");
        assertThat(http.get(SESSION, cookie(login)).body()).isEqualTo(login.body());
        assertThat(http.post(CHANGE, "", cookie(login), token(login)).body())
                .isEqualTo("Identity[user=otto, role=OPERATOR, way=SESSION]");
        assertThat(http.post(CHANGE, "", cookie(login)).status()).isEqualTo(403);
        assertThat(published).hasSize(1).first().isInstanceOf(NodeEvent.LoggedIn.class);
    }

    @Test
    void theTokenOfAnotherSessionIsRefused() throws Exception {
        RawHttp http = serve(users());
        RawHttp.Response one = http.login("otto", OTTO);
        RawHttp.Response other = http.login("otto", OTTO);
        assertThat(http.post(CHANGE, "", cookie(one), token(other)).status()).isEqualTo(403);
    }

    @Test
    void aViewerReadsAndSearchesOnly() throws Exception {
        RawHttp http = serve(users());
        RawHttp.Response login = http.login("anna", ANNA);
        assertThat(http.get(READ, cookie(login)).status()).isEqualTo(200);
        assertThat(http.post("/api/v1/jobs/search", "{}", cookie(login), token(login)).body())
                .isEqualTo("found");
        assertThat(http.post("/api/v1/jobs/search", "{}", cookie(login)).status()).isEqualTo(403);
        RawHttp.Response refused = http.post(CHANGE, "", cookie(login), token(login));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("role operator");
    }

    @Test
    void noHeaderMakesAReadingMethodAChangingOne() throws Exception {
        RawHttp http = serve(users());
        String viewer = cookie(http.login("anna", ANNA));
        String operator = cookie(http.login("otto", OTTO));
        for (String method : List.of("POST", "post", "DELETE")) {
            for (String name : List.of("X-HTTP-Method-Override", "x-http-method-override")) {
                String header = name + ": " + method;
                assertThat(http.get(CHANGE, viewer, header).status()).as(header).isEqualTo(400);
                assertThat(http.get(CHANGE, operator, header).status()).as(header).isEqualTo(400);
                assertThat(http.get(SESSION, viewer, header).status()).as(header).isEqualTo(400);
            }
        }
        assertThat(http.get(READ, viewer).status()).as("still logged in").isEqualTo(200);
    }

    @Test
    void aLogoutEndsTheSession() throws Exception {
        RawHttp http = serve(users());
        RawHttp.Response login = http.login("anna", ANNA);
        assertThat(http.send("DELETE", SESSION, "", cookie(login)).status()).isEqualTo(403);
        RawHttp.Response logout = http.send("DELETE", SESSION, "", cookie(login), token(login));
        assertThat(logout.status()).isEqualTo(204);
        assertThat(logout.header("Set-Cookie"))
                .contains("brixia-session=;", "Expires=Thu, 01 Jan 1970");
        assertThat(http.get(READ, cookie(login)).status()).isEqualTo(401);
        assertThat(published).last().isInstanceOf(NodeEvent.LoggedOut.class);
    }

    @Test
    void aLoginNeverTakesAnIdentifierFromTheRequest() throws Exception {
        RawHttp http = serve(users());
        String planted = "Cookie: brixia-session=" + "A".repeat(43);
        RawHttp.Response first = http.login("anna", ANNA, planted);
        assertThat(http.get(READ, planted).status()).isEqualTo(401);
        RawHttp.Response second = http.login("anna", ANNA, cookie(first));
        assertThat(second.cookie()).isNotEqualTo(first.cookie());
        assertThat(http.get(READ, cookie(first)).status()).isEqualTo(401);
        assertThat(http.get(READ, cookie(second)).status()).isEqualTo(200);
    }

    @Test
    void aSessionEndsWhenItIsIdleAndAtItsLongest() throws Exception {
        RawHttp http = serve(users());
        RawHttp.Response idle = http.login("anna", ANNA);
        clock.advance(Duration.ofMinutes(29));
        assertThat(http.get(READ, cookie(idle)).status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(30));
        assertThat(http.get(READ, cookie(idle)).status()).isEqualTo(401);

        RawHttp.Response busy = http.login("anna", ANNA);
        for (int i = 0; i < 12 * 3 - 1; i++) {
            clock.advance(Duration.ofMinutes(20));
            assertThat(http.get(READ, cookie(busy)).status()).as("use %d", i).isEqualTo(200);
        }
        clock.advance(Duration.ofMinutes(20));
        assertThat(http.get(READ, cookie(busy)).status()).isEqualTo(401);
    }

    @Test
    void aRemovedUserOrAnotherPasswordEndsTheSession() throws Exception {
        RawHttp http = serve(users());
        RawHttp.Response anna = http.login("anna", ANNA);
        RawHttp.Response otto = http.login("otto", OTTO);
        accesses.get(0).replaceUsers(List.of(user("anna", "yet another password", Role.VIEWER)));
        assertThat(http.get(READ, cookie(anna)).status()).isEqualTo(401);
        assertThat(http.get(READ, cookie(otto)).status()).isEqualTo(401);
    }

    @Test
    void aNewRoleCountsAtOnce() throws Exception {
        RawHttp http = serve(users());
        RawHttp.Response anna = http.login("anna", ANNA);
        accesses.get(0).replaceUsers(List.of(new User("anna", VIEWER.password(), Role.OPERATOR)));
        assertThat(http.post(CHANGE, "", cookie(anna), token(anna)).status()).isEqualTo(200);
    }

    @Test
    void aWrongPasswordAndAnUnknownUserGetTheSameAnswer() throws Exception {
        RawHttp http = serve(users());
        RawHttp.Response wrong = http.login("anna", "not the password");
        int spent = DummyVerification.spent();
        RawHttp.Response unknown = http.login("nobody", "not the password");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.body()).isEqualTo(wrong.body());
        assertThat(unknown.headers().keySet()).isEqualTo(wrong.headers().keySet());
        assertThat(DummyVerification.spent()).as("the time of a comparison").isEqualTo(spent + 1);
        assertThat(published)
                .extracting(event -> ((NodeEvent.LoginFailed) event).operator().user().value())
                .containsExactly("anna", "unknown");
    }

    @Test
    void failedLoginsLockTheUserUntilTheTimeIsOver() throws Exception {
        RawHttp http = serve(users());
        for (String name : List.of("anna", "nobody")) {
            for (int i = 0; i < 3; i++) {
                assertThat(http.login(name, "guess " + i).status()).isEqualTo(401);
            }
            RawHttp.Response locked = http.login(name, ANNA);
            assertThat(locked.status()).as(name).isEqualTo(429);
            assertThat(locked.header("Retry-After")).isEqualTo("901");
            assertThat(locked.body()).contains("try again in 15 min");
            assertThat(http.get(READ, basic(name, ANNA)).status()).isEqualTo(429);
        }
        assertThat(http.login("otto", OTTO).status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(15));
        assertThat(http.login("anna", ANNA).status()).isEqualTo(200);
        assertThat(published)
                .filteredOn(NodeEvent.LoginLocked.class::isInstance)
                .extracting(event -> ((NodeEvent.LoginLocked) event).locked())
                .containsExactly(NodeEvent.Locked.USER, NodeEvent.Locked.USER);
    }

    @Test
    void aStrangerDoesNotLockAUserWhereTheUserHasLoggedIn() throws Exception {
        RawHttp http = serve(users());
        RawHttp stranger = new RawHttp(servers.get(0).port(), "127.0.0.2");
        RawHttp elsewhere = new RawHttp(servers.get(0).port(), "127.0.0.3");
        assertThat(http.login("anna", ANNA).status()).isEqualTo(200);
        for (int i = 0; i < 3; i++) {
            assertThat(stranger.login("anna", "guess " + i).status()).isEqualTo(401);
        }
        assertThat(stranger.login("anna", ANNA).status()).isEqualTo(429);
        assertThat(elsewhere.login("anna", ANNA).status()).isEqualTo(429);
        assertThat(http.login("anna", ANNA).status()).isEqualTo(200);
        for (int i = 0; i < 3; i++) {
            assertThat(http.login("anna", "guess " + i).status()).isEqualTo(401);
        }
        assertThat(http.login("anna", ANNA).status()).isEqualTo(429);
    }

    @Test
    void failedLoginsOfManyNamesLockTheirAddress() throws Exception {
        RawHttp http = serve(users());
        for (int i = 0; i < 7; i++) {
            assertThat(http.login("name" + i, "guess").status()).isEqualTo(401);
        }
        assertThat(http.login("anna", ANNA).status()).isEqualTo(429);
        RawHttp elsewhere = new RawHttp(servers.get(0).port(), "127.0.0.2");
        assertThat(elsewhere.login("anna", ANNA).status()).isEqualTo(200);
    }

    @Test
    void scriptsUseHttpBasicWithoutAToken() throws Exception {
        RawHttp http = serve(users());
        assertThat(http.get("/metrics", basic("anna", ANNA)).body()).isEqualTo("metrics");
        assertThat(http.post(CHANGE, "", basic("anna", ANNA)).status()).isEqualTo(403);
        assertThat(http.post(CHANGE, "", basic("otto", OTTO)).body()).contains("way=BASIC");
        assertThat(http.get("/metrics", basic("anna", "wrong")).status()).isEqualTo(401);
        assertThat(http.get("/metrics", "Authorization: Basic %%%").status()).isEqualTo(401);
        assertThat(
                        http.post(CHANGE, "", basic("otto", OTTO), "Origin: http://evil.example")
                                .status())
                .isEqualTo(403);
    }

    @Test
    void aRememberedPasswordIsForgotten() throws Exception {
        RawHttp http = serve(users());
        assertThat(http.get(READ, basic("anna", ANNA)).status()).isEqualTo(200);
        accesses.get(0).replaceUsers(List.of(OPERATOR));
        assertThat(http.get(READ, basic("anna", ANNA)).status()).isEqualTo(401);
    }

    @Test
    void metricsNeedNoLoginIfTheyAreOpen() throws Exception {
        RawHttp http = serve(with(ProxyConfig.NONE, Set.of(), true));
        assertThat(http.get("/metrics").body()).isEqualTo("metrics");
        assertThat(http.get(READ).status()).isEqualTo(401);
    }

    @Test
    void aLoginIsJsonOfBoundedSize() throws Exception {
        RawHttp http = serve(users());
        String form = "{\"user\":\"anna\",\"password\":\"" + ANNA + "\"}";
        String json = "Content-Type: application/json";
        assertThat(http.post(SESSION, form, "Content-Type: text/plain").status()).isEqualTo(400);
        for (String body :
                List.of(
                        "",
                        "[]",
                        "{\"user\":\"anna\"}",
                        "{\"user\":1,\"password\":2}",
                        form.replace("}", ",\"more\":1}"),
                        "{\"user\":\"anna\",\"password\":\"" + "x".repeat(5000) + "\"}",
                        "[".repeat(3000))) {
            RawHttp.Response refused = http.post(SESSION, body, json);
            assertThat(refused.status()).as(body).isEqualTo(400);
            assertThat(refused.body()).doesNotContain("xxxx");
        }
        assertThat(http.login("anna", ANNA + "\\u0000").status()).isEqualTo(401);
        assertThat(http.login("anna", "x".repeat(73)).status()).isEqualTo(401);
        assertThat(http.post(SESSION, form, json, "Origin: http://evil.example").status())
                .isEqualTo(403);
    }

    @Test
    void everyResponseHasSecureHeaders() throws Exception {
        RawHttp http = serve(users());
        for (String path : List.of("/login", READ, "/api/v1/unknown", "/", "/assets/login.js")) {
            RawHttp.Response response = http.get(path);
            assertThat(response.header("Content-Security-Policy"))
                    .as(path)
                    .startsWith("default-src 'self';")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(response.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(response.header("Permissions-Policy")).contains("camera=()");
            assertThat(response.headers())
                    .doesNotContainKeys("strict-transport-security", "server");
        }
        assertThat(http.get(READ).header("Cache-Control")).contains("no-store");
        assertThat(http.get("/login").header("Cache-Control")).contains("no-store");
    }

    @Test
    void noSecretIsShown() {
        Access access = new Access(users(), Events.NONE, Clock.systemUTC());
        String shown =
                users()
                        + " "
                        + access
                        + " "
                        + new ServerTls(java.nio.file.Path.of("k"), "hunter22");
        assertThat(shown).doesNotContain("$2a$", "hunter22");
        assertThat(users().toString()).contains("anna", "********");
    }
}
