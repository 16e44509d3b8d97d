package org.brixianode.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.Map;
import org.brixianode.report.registry.StandardResults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NoEffectTest {

    private static final Path HOME = Path.of("/home/node");

    private static NodeConfig read(String text) throws InvalidConfigurationException {
        return ConfigReader.read(text, "test.conf", HOME);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dicom.tls { key-store = k.pem, trust-store = t.pem }|dicom.tls.key-store, dicom.tls.trust-store would have no effect, as dicom.tls.enabled is not set: set it to true, or to false",
                "web.tls.key-store = k.pem|web.tls.key-store would have no effect, as web.tls.enabled is not set",
                "stow { enabled = false, tls.key-store = k.pem }|as stow.tls.enabled is not set",
                "stow.port = 8082|stow.port would have no effect, as stow.enabled is not set",
                "notify.mail { host = h, to = \"a@b\" }|notify.mail.host, notify.mail.to would have no",
                "notify.webhook.url = \"https://h\"|as notify.webhook.enabled is not set",
                "audit.syslog.host = h|as audit.syslog.enabled is not set",
                "web.proxy.trusted-addresses = [ \"10.0.0.7\" ]|as web.proxy.enabled is not set",
                "notify.trust-store = t.pem|as neither notify.mail.enabled nor notify.webhook.enabled is set",
                "explain.replicas = 90|as explain.map is not set: set it to super-pixels, or to activation",
                "priors.retrieve = get|priors.retrieve would have no effect, as priors.source is not set",
            })
    void aValueOfABlockThatNobodyHasSwitchedIsRefused(String text, String problem) {
        assertThatThrownBy(() -> read(text)).hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "audit.syslog { enabled = true, host = h, transport = tcp, trust-store = t.pem }|audit.syslog.trust-store would have no effect: only transport = tls",
                "audit.syslog { enabled = true, host = h, transport = udp, key-store = t.pem }|audit.syslog.key-store would have no effect: only transport = tls",
                "notify.mail { enabled = true, host = h, from = \"a@b\", to = \"a@b\", password = x }|notify.mail.password would have no effect without notify.mail.user",
                "web.proxy { enabled = true, trusted-addresses = [ \"10.0.0.7\" ], role-header = X-Role, operators = [ anna ] }|web.proxy.operators would have no effect: web.proxy.role-header",
            })
    void aValueThatAnotherOfItsBlockMakesIdleIsRefused(String text, String problem) {
        assertThatThrownBy(() -> read(text)).hasMessageContaining(problem);
    }

    @Test
    void anOuterBlockIsNamedOnce() {
        assertThatThrownBy(() -> read("stow { port = 1, tls { key-store = hunter2 } }"))
                .hasMessageContaining(
                        "stow.port, stow.tls.key-store would have no effect, as stow.enabled")
                .hasMessageNotContaining("stow.tls.enabled")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void anEnvironmentVariableOfABlockThatIsOffIsRefused() {
        assertThatThrownBy(
                        () ->
                                ConfigReader.load(
                                        "",
                                        "test.conf",
                                        Map.of("BRIXIA_AUDIT_SYSLOG_HOST", "h"),
                                        HOME,
                                        StandardResults.WRITERS))
                .hasMessageContaining("as audit.syslog.enabled is not set");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dicom.tls { enabled = false, key-store = k.pem, trust-store = t.pem }",
                "notify.mail { enabled = false, host = h, to = \"a@b\" }",
                "web.proxy { enabled = false, role-header = X-Role, operators = [ anna, \" \" ] }",
                "web.proxy { enabled = false, user-header = \"\", trusted-addresses = [ \"10.0.0.7\" ] }",
                "stow { enabled = false, timeouts.idle = 2 days, senders = [ { name = a } ] }",
                "explain { map = activation, replicas = 90 }",
                "priors { source = off, retrieve = get, number = 3 }",
                "priors { number = 3, wait = 5 s }",
                "notify { interval = 5 minutes, mail.enabled = false }",
                "audit.syslog.port = 6514",
            })
    void aValueThatIsKeptForLaterIsAccepted(String text) throws Exception {
        assertThat(read(text).destinations()).isEmpty();
    }

    @Test
    void everyDefaultMayBeWritten() throws Exception {
        Config defaults = ConfigReader.resolvedDefaults();
        assertThat(read(defaults.root().render()).destinations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "audit.syslog { enabled = false, port = abc }|audit.syslog.port (line 1) is a text, not a number",
                "stow { enabled = false, tls.enabled = maybe }|stow.tls.enabled (line 1) is a text, not true or false",
                "notify.mail { enabled = false, to = 5 }|notify.mail.to (line 1) is a number, not a list",
                "stow { enabled = false, senders = [ a ] }|stow.senders (line 1) is a list with a text, not a list with a block",
                "web.proxy { enabled = false, operators = anna }|web.proxy.operators (line 1) is a text, not a list",
                "web.proxy { enabled = false, user-header = [] }|web.proxy.user-header (line 1) is a list, not a text",
                "notify.mail { enabled = false, host = [ h ] }|notify.mail.host (line 1) is a list, not a text",
            })
    void theTypesOfABlockThatIsOffAreChecked(String text, String problem) {
        assertThatThrownBy(() -> read(text)).hasMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "notify.mail.enabled = false, notify.trust-store-password",
                "audit.syslog { enabled = true, host = h }, audit.syslog.key-store-password",
                "dicom.tls.enabled = false, dicom.tls.trust-store-password",
            })
    void aPasswordWithoutItsStoreIsRefused(String keys) {
        String key = keys.substring(keys.lastIndexOf(' ') + 1);
        assertThatThrownBy(() -> read(keys + " = hunter2"))
                .hasMessageContaining(
                        key + " would have no effect without " + key.replace("-password", ""))
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "protocol = stow, url = \"https://h\", tls",
                "protocol = hl7, host = h, port = 1, tls.enabled = true, tls"
            })
    void aPasswordWithoutAStoreOfADestinationIsRefused(String keys) {
        assertThatThrownBy(
                        () ->
                                read(
                                        "destinations = [ { name = a, %s.key-store-password = x } ]"
                                                .formatted(keys)))
                .hasMessageContaining(
                        "destinations[0].tls.key-store-password would have no effect without"
                                + " destinations[0].tls.key-store");
    }
}
