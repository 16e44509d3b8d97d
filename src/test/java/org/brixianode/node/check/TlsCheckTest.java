package org.brixianode.node.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.brixianode.config.NodeConfig;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.testkit.TestKeys;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The TLS store of the HTTP server: usable, with a wrong password, and expired. */
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
}
