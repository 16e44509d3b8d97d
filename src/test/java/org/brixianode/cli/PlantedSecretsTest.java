package org.brixianode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.brixianode.config.ConfigReader;
import org.brixianode.config.NodeConfig;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.testkit.CapturedConsole;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.TestKeys;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A marker in every secret key comes out nowhere, whatever fails. */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
final class PlantedSecretsTest {

    private static final String SECRET = "pl4nted-s3cret";

    private static final Pattern SECRET_KEY =
            Pattern.compile("(?i).*(password|passwd|secret|token|credential).*");

    @TempDir static Path keyFolder;
    private static TlsConfig stores;

    @TempDir Path folder;

    @RegisterExtension private final CapturedConsole console = new CapturedConsole();

    @BeforeAll
    static void makeKeys() throws Exception {
        TestKeys keys = new TestKeys(keyFolder);
        keys.make("node", "localhost");
        stores = keys.config("node", "node", true);
    }

    private static final Config DEFAULTS =
            ConfigFactory.parseResources("brixia-node-defaults.conf").resolve();

    /** Every secret key of the defaults; a new one is tested by being there. */
    private static List<String> secretKeys() {
        return DEFAULTS.entrySet().stream()
                .map(entry -> entry.getKey())
                .filter(
                        key ->
                                SECRET_KEY
                                        .matcher(key.substring(key.lastIndexOf('.') + 1))
                                        .matches())
                .toList();
    }

    /** The keys that switch the blocks with secrets, and others, on. */
    private static List<String> switches() {
        return DEFAULTS.entrySet().stream()
                .map(entry -> entry.getKey())
                .filter(key -> key.endsWith(".enabled") && !DEFAULTS.getBoolean(key))
                .toList();
    }

    private String text(String more) throws IOException {
        StringBuilder planted = new StringBuilder();
        for (String key : secretKeys()) {
            planted.append(key + " = \"" + SECRET + "\"\n");
            if (key.endsWith("-store-password")) {
                planted.append(
                        "%s = \"%s\"\n"
                                .formatted(key.replace("-password", ""), stores.trustStore()));
            }
        }
        // A secret of a block that nobody has switched off would be refused.
        for (String key : switches()) {
            planted.append(key + " = false\n");
        }
        String tls =
                "enabled = true, key-store = \"%s\", key-store-password = %s, trust-store = \"%s\", trust-store-password = %s"
                        .formatted(stores.keyStore(), SECRET, stores.trustStore(), SECRET);
        return TestNode.text(folder.resolve("node"), Peers.freePort(), planted.toString())
                + "destinations = [ { name = pacs, ae-title = PACS, host = localhost, port = 1, tls {"
                + tls
                + " } } ]\n"
                + "audit.syslog { enabled = true, host = localhost, port = 1, "
                + tls.replace("enabled = true, ", "")
                + " }\n"
                + "model.dir = \""
                + folder
                + "/none\"\n"
                + more;
    }

    private Path config(String more) throws IOException {
        return Files.writeString(folder.resolve("node.conf"), text(more));
    }

    private void assertNotShown() throws IOException {
        assertThat(console.out()).doesNotContain(SECRET);
        assertThat(console.err()).doesNotContain(SECRET);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().contains(SECRET));
        if (Files.isDirectory(folder.resolve("node"))) {
            try (Stream<Path> files = Files.walk(folder.resolve("node"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain(SECRET);
                }
            }
        }
    }

    @Test
    void thereAreSecretKeys() {
        assertThat(secretKeys())
                .contains(
                        "database.password",
                        "dicom.tls.key-store-password",
                        "audit.syslog.key-store-password");
    }

    private static final String DICOM_TLS =
            "dicom.tls { enabled = true, key-store = \"%s\", trust-store = \"%s\" }\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "database { url = \"jdbc:postgresql://localhost:1/brixia\", connection-timeout = 250 ms }",
                "log.level = debug",
                "audit.syslog.transport = relp",
                "dicom.port = x",
                "database.pasword = pl4nted-s3cret",
                "database.password = [ pl4nted-s3cret ]",
                "audit.syslog.key-store-password { pl4nted-s3cret = 1 }",
                "audit.syslog.spool-size = pl4nted-s3cret",
                "audit.syslog.key-store = [ pl4nted-s3cret ]"
            })
    void checkShowsNone(String more) throws Exception {
        assertThat(Main.run("check", "--config", config(more).toString())).isNotZero();
        assertNotShown();
    }

    @Test
    void checkWithStoresWhosePasswordIsWrongShowsNone() throws Exception {
        Path file = config(DICOM_TLS.formatted(stores.keyStore(), stores.trustStore()));
        assertThat(Main.run("check", "--config", file.toString()))
                .isEqualTo(ExitCode.CONFIGURATION.code());
        assertThat(console.out()).contains("tls", "FAILED");
        assertNotShown();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "destinations = []",
                "destinations = []\nlog.level = debug",
                "destinations = []\ndatabase.url = \"jdbc:postgresql://localhost:1/brixia\"\n"
                        + "database.connection-timeout = 250 ms",
                "destinations = []\naudit.syslog.host = \"\""
            })
    void serveShowsNone(String more) throws Exception {
        assertThat(Main.run("serve", "--config", config(more).toString())).isNotZero();
        assertNotShown();
    }

    @Test
    void serveBesideAnotherProgramShowsNone() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String more =
                    "destinations = []\ndicom.port = "
                            + other.getLocalPort()
                            + "\n"
                            + TestNode.standIn(folder.resolve("model"));
            assertThat(Main.run("serve", "--config", config(more).toString()))
                    .isEqualTo(ExitCode.PORT.code());
            assertNotShown();
        }
    }

    @Test
    void noRecordOfTheConfigurationShowsOne() throws Exception {
        NodeConfig config =
                ConfigReader.read(
                        text(DICOM_TLS.formatted(stores.keyStore(), stores.trustStore())), "test");
        assertThat(config.toString()).doesNotContain(SECRET).contains("********");
        for (RecordComponent component : NodeConfig.class.getRecordComponents()) {
            assertThat(String.valueOf(component.getAccessor().invoke(config)))
                    .as(component.getName())
                    .doesNotContain(SECRET);
        }
        assertThat(config.receive().tls().orElseThrow().keyStorePassword()).isEqualTo(SECRET);
    }
}
