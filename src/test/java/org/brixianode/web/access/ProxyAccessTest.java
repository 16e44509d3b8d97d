package org.brixianode.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Requests through a reverse proxy, and such as pretend to come through one. */
final class ProxyAccessTest extends AccessFixture {

    private static ProxyConfig proxy(String roleHeader, String trusted) {
        return new ProxyConfig(
                true,
                "X-Remote-User",
                roleHeader,
                Set.of("otto"),
                List.of(AddressRange.parse(trusted)));
    }

    @Test
    void aTrustedProxyNamesTheUser() throws Exception {
        RawHttp http = serve(with(proxy("", "127.0.0.0/30"), Set.of("brixia.example"), false));
        String otto = "X-Remote-User: otto";
        RawHttp.Response session = http.get(SESSION, otto, "Host: brixia.example");
        assertThat(session.body()).startsWith("{\"user\":\"otto\",\"role\":\"OPERATOR\"");
        assertThat(http.get(SESSION, "X-Remote-User: berta").body()).contains("\"VIEWER\"");
        assertThat(
                        http.post(
                                        CHANGE,
                                        "",
                                        otto,
                                        token(session),
                                        "Origin: https://brixia.example")
                                .body())
                .contains("way=PROXY");
        assertThat(http.post(CHANGE, "", otto).status()).isEqualTo(403);
        assertThat(http.get(READ).status()).as("no header").isEqualTo(401);
        assertThat(http.get(READ, otto, "X-Remote-User: anna").status()).isEqualTo(403);
        assertThat(http.get(READ, "X-Remote-User: <script>").status()).isEqualTo(403);
        assertThat(http.get(READ, otto, "Host: evil.example").status()).isEqualTo(403);
        RawHttp elsewhere = new RawHttp(servers.get(0).port(), "127.0.0.9");
        assertThat(elsewhere.get(READ, otto).status()).isEqualTo(403);
        assertThat(elsewhere.login("anna", ANNA).status()).isEqualTo(200);
    }

    @Test
    void aProxyMayNameTheRole() throws Exception {
        RawHttp http = serve(with(proxy("X-Role", "127.0.0.1"), Set.of(), false));
        String user = "X-Remote-User: berta";
        assertThat(http.get(SESSION, user, "X-Role: operator").body()).contains("\"OPERATOR\"");
        assertThat(http.get(SESSION, user, "X-Role: viewer").body()).contains("\"VIEWER\"");
        assertThat(http.get(SESSION, user, "X-Role: admin").status()).isEqualTo(403);
        assertThat(http.get(SESSION, user).status()).isEqualTo(403);
    }

    @Test
    void behindATrustedProxyTheForwardedAddressCounts() throws Exception {
        RawHttp http = serve(with(proxy("", "127.0.0.1"), Set.of(), false));
        for (int i = 0; i < 7; i++) {
            http.login("name" + i, "guess", "X-Forwarded-For: 127.9.9.9, 10.0.0.7");
        }
        assertThat(http.login("anna", ANNA, "X-Forwarded-For: 10.0.0.7").status()).isEqualTo(429);
        RawHttp.Response other =
                http.login("anna", ANNA, "X-Forwarded-For: 10.0.0.8", "X-Forwarded-Proto: https");
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.header("Set-Cookie"))
                .startsWith("__Host-brixia-session=")
                .contains("; Secure");
        assertThat(other.header("Strict-Transport-Security")).isNotEmpty();
        RawHttp elsewhere = new RawHttp(servers.get(0).port(), "127.0.0.9");
        assertThat(elsewhere.login("anna", ANNA, "X-Forwarded-For: 10.0.0.7").status())
                .isEqualTo(200);
    }
}
