package org.brixianode.node.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.brixianode.config.NodeConfig;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.testkit.TestKeys;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The TLS store of the HTTP server, and destinations without TLS. */
final class TlsCheckTest {

    @TempDir Path folder;

    private TlsCheck check(Path store, String password, Instant now) throws Exception {
        NodeConfig config =
                TestNode.config(
                        folder.resolve("node"),
                        "web { enabled = true, tls { enabled = true, key-store = \"%s\", key-store-password = %s } }"
                                .formatted(store, password));
        return TlsCheck.of(config, now);
    }

    @Test
    void theStoreOfTheWebServerIsTried() throws Exception {
        TestKeys keys = new TestKeys(folder);
        keys.make("node", "localhost");
        TlsConfig made = keys.config("node", "node", true);
        Instant now = Instant.now();

        TlsCheck good = check(made.keyStore(), made.keyStorePassword(), now);
        assertThat(good.opened()).containsExactly("web.tls");
        assertThat(good.problems()).isEmpty();

        TlsCheck wrong = check(made.keyStore(), "not-this-one", now);
        assertThat(wrong.problems())
                .singleElement()
                .asString()
                .startsWith("web.tls: ")
                .contains("node.p12")
                .doesNotContain("not-this-one");

        TlsCheck later =
                check(made.keyStore(), made.keyStorePassword(), now.plus(Duration.ofDays(1000)));
        assertThat(later.remarks()).singleElement().asString().contains("web.tls", "expired on");
    }

    private List<String> remarks(String destination) throws Exception {
        NodeConfig config =
                TestNode.config(
                        folder.resolve("node"),
                        "destinations = [ { name = ehr, %s } ]".formatted(destination));
        return TlsCheck.of(config, Instant.now()).remarks();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "protocol = stow, url = \"http://pacs.example/\"|its url begins with http, so results with patient data",
                "protocol = fhir, url = \"http://10.0.0.1/fhir\"|its url begins with http, so results with patient data",
                "protocol = fhir, url = \"http://10.0.0.1/\", token = hunter2|user and password or token, and results",
                "protocol = hl7, host = \"his.example\", port = 2575|it has no tls, so messages with patient data",
                "protocol = hl7, host = \"h\", port = 1, tls.enabled = false|it has no tls, so messages",
            })
    void whatCrossesTheNetworkInClearTextIsRemarked(String destination, String text)
            throws Exception {
        assertThat(remarks(destination))
                .singleElement()
                .asString()
                .startsWith("destination ehr: ")
                .contains(text)
                .endsWith(" cross the network in clear text")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "protocol = stow, url = \"https://pacs.example/\", token = t",
                "protocol = fhir, url = \"http://[::1]:8080/fhir\", token = t",
                "protocol = hl7, host = localhost, port = 2575",
                "protocol = hl7, host = \"his.example\", port = 2575, tls.enabled = true",
                "ae-title = PACS, host = \"pacs.example\", port = 104",
            })
    void noRemarkIsMadeOfOtherDestinations(String destination) throws Exception {
        assertThat(remarks(destination)).isEmpty();
    }

    private List<String> remarksOn(String block) throws Exception {
        return TlsCheck.of(TestNode.config(folder.resolve("node"), block), Instant.now()).remarks();
    }

    @Test
    void loginsAndAuditMessagesInClearTextAreRemarked() throws Exception {
        String mail =
                "notify.mail { enabled = true, host = \"%s\", security = %s, user = u,"
                        + " password = hunter2, from = \"a@b\", to = \"c@d\" }";
        assertThat(remarksOn(mail.formatted("mail.example", "none")))
                .containsExactly(
                        "notify.mail.security = none: notify.mail.user and the password cross the"
                                + " network in clear text");
        assertThat(remarksOn(mail.formatted("mail.example", "starttls"))).isEmpty();
        assertThat(remarksOn(mail.formatted("127.0.0.1", "none"))).isEmpty();

        String hook = "notify.webhook { enabled = true, url = \"%s\" %s }";
        assertThat(remarksOn(hook.formatted("http://hook.example/", ", token = hunter2")))
                .containsExactly(
                        "notify.webhook.url begins with http: the token and each message cross the"
                                + " network in clear text");
        assertThat(remarksOn(hook.formatted("http://hook.example/", ""))).isEmpty();
        assertThat(remarksOn(hook.formatted("https://hook.example/", ", token = t"))).isEmpty();

        String syslog = "audit.syslog { enabled = true, host = \"%s\", transport = %s }";
        assertThat(remarksOn(syslog.formatted("log.example", "tcp")))
                .containsExactly(
                        "audit.syslog.transport is not tls: the audit messages cross the network in"
                                + " clear text");
        assertThat(remarksOn(syslog.formatted("log.example", "tls"))).isEmpty();
        assertThat(remarksOn(syslog.formatted("localhost", "udp"))).isEmpty();
    }
}
