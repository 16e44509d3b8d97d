package org.brixianode.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.brixianode.ops.Role;
import org.brixianode.web.access.AccessConfig;
import org.brixianode.web.access.AddressRange;
import org.brixianode.web.access.PasswordHash;
import org.brixianode.web.access.ProxyConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebKeysTest {

    private static final String HASH = PasswordHash.of("correct horse battery", 10);
    private static final String ANNA =
            "{ name = anna, password-hash = \"" + HASH + "\", role = viewer }";
    private static final Path HOME = Path.of("/opt/brixia");

    private static AccessConfig access(String text) throws InvalidConfigurationException {
        return ConfigReader.read(text, "test.conf", HOME).web().access();
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> access(text))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("$2a$");
    }

    @Test
    void byDefaultNobodyLogsInAndTheAddressIsOneOfLoopback() throws Exception {
        assertThat(access("")).isEqualTo(AccessConfig.LOCAL);
    }

    @Test
    void usersSessionsAndLocksAreRead() throws Exception {
        AccessConfig access =
                access(
                        "web { bind = \"0.0.0.0\", users = [ "
                                + ANNA
                                + " ], session.idle = 5 minutes, lock-out.user-failures = 3,"
                                + " host-names = [ Brixia.Example ], open-metrics = true,"
                                + " tls { enabled = true, key-store = k.p12, key-store-password = hunter22 } }");
        assertThat(access.users().get(0).name()).isEqualTo("anna");
        assertThat(access.users().get(0).role()).isEqualTo(Role.VIEWER);
        assertThat(access.session().idle()).isEqualTo(Duration.ofMinutes(5));
        assertThat(access.lockOut().userFailures()).isEqualTo(3);
        assertThat(access.hostNames()).containsExactly("brixia.example");
        assertThat(access.openMetrics()).isTrue();
        assertThat(access.tls().orElseThrow().keyStore()).isEqualTo(HOME.resolve("k.p12"));
        assertThat(access.toString()).doesNotContain("hunter22", HASH);
    }

    @Test
    void beyondLoopbackNeedsUsersOrAProxy() throws Exception {
        refused("web.bind = \"0.0.0.0\"", "web.bind = 0.0.0.0 can be reached from other machines");
        refused("web.bind = \"0.0.0.0\", dicom.port = x", "web.bind = 0.0.0.0");
        String proxy = "web.proxy { enabled = true, trusted-addresses = [ \"10.0.0.7\" ] }";
        assertThat(access("web.bind = \"0.0.0.0\", " + proxy).proxy().enabled()).isTrue();
        refused("web.proxy.enabled = true", "trusted-addresses is empty");
        refused("web.proxy.trusted-addresses = [ proxy ]", "'proxy' is no IP address");
    }

    @Test
    void ofAProxyThatIsOffTheAddressesCountAndTheRestIsKept() throws Exception {
        String addresses = "trusted-addresses = [ \"10.0.0.7\" ]";
        assertThat(
                        access(
                                        "web.proxy { enabled = false, role-header = X-Role, operators = [ anna ], "
                                                + addresses
                                                + " }")
                                .proxy())
                .isEqualTo(ProxyConfig.forwarding(List.of(AddressRange.parse("10.0.0.7"))));
    }

    @Test
    void aUserIsChecked() {
        refused("web.users = [ " + ANNA + ", " + ANNA + " ]", "user anna is defined twice");
        refused("web.users = [ " + ANNA.replace("anna", "local") + " ]", "local is reserved");
        refused(
                "web.users = [ " + ANNA.replace("viewer", "admin") + " ]",
                "none of: viewer, operator");
        refused(
                "web.users = [ { name = a, password = geheim } ]",
                "unknown key web.users[0].password");
        refused(
                "web.users = [ " + ANNA.replace(HASH, "geheim") + " ]",
                "web.users[0].password-hash: is no bcrypt hash");
        refused(
                "web.users = [ " + ANNA.replace("$2a$10", "$2a$04") + " ]",
                "has cost 4, and only 10 to 14 is accepted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"idle = 5 s", "longest = 1 minute", "longest = 30 days"})
    void sessionsAreBounded(String key) {
        refused("web.session." + key, "session.idle must be 1 minute or more");
    }
}
