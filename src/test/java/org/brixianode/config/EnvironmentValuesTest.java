package org.brixianode.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.brixianode.report.registry.StandardResults;
import org.brixianode.study.AeTitle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Environment variables take precedence over the file, and are checked like it. */
final class EnvironmentValuesTest {

    private static final Path HOME = Path.of("/opt/brixia");

    private static NodeConfig read(String text, Map<String, String> environment) throws Exception {
        return ConfigReader.load(text, "test.conf", environment, HOME, StandardResults.WRITERS)
                .config();
    }

    private static void refused(Map<String, String> environment, String message) {
        assertThatThrownBy(() -> read("", environment))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aVariableOverridesTheFile() throws Exception {
        NodeConfig config =
                read(
                        "dicom { port = 104, ae-title = FILE }, stop-wait = 30 s",
                        Map.of(
                                "BRIXIA_DICOM_PORT", "4104",
                                "BRIXIA_STORAGE_DIR", "data",
                                "BRIXIA_STORAGE_DISK_SOFT_MARK", "5 GiB",
                                "BRIXIA_WEB_ENABLED", "false",
                                "PATH", "/bin"));
        assertThat(config.receive().port()).isEqualTo(4104);
        assertThat(config.receive().aeTitle()).isEqualTo(new AeTitle("FILE"));
        assertThat(config.storage().folder()).isEqualTo(HOME.resolve("data"));
        assertThat(config.queue().url())
                .as("a reference to the key")
                .contains("/opt/brixia/data/db");
        assertThat(config.receive().disk().softBytes()).isEqualTo(5L << 30);
        assertThat(config.web().enabled()).isFalse();
    }

    @Test
    void aListIsWrittenWithCommasOrAsInTheFile() throws Exception {
        NodeConfig config =
                read(
                        "",
                        Map.of(
                                "BRIXIA_DICOM_ACCEPTED_CALLERS", "CT1, CR 2",
                                "BRIXIA_DESTINATIONS",
                                        "[ { name = pacs, ae-title = PACS, host = pacs, port = 104 } ]"));
        assertThat(config.receive().acceptedCallers())
                .containsExactlyInAnyOrder(new AeTitle("CT1"), new AeTitle("CR 2"));
        assertThat(config.destinations()).hasSize(1);
        refused(Map.of("BRIXIA_DESTINATIONS", "[ { name = hunter22 "), "holds no valid list");
        refused(Map.of("BRIXIA_DESTINATIONS", "pacs"), "destinations");
    }

    @Test
    void aSecretMayBeInAFile(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("password"), "geheim #1\n");
        Map<String, String> named = Map.of("BRIXIA_DATABASE_PASSWORD_FILE", secret.toString());
        assertThat(read("", named).queue().password()).isEqualTo("geheim #1");
        refused(
                Map.of("BRIXIA_DATABASE_PASSWORD_FILE", folder.resolve("missing").toString()),
                "BRIXIA_DATABASE_PASSWORD_FILE names a file that cannot be read");
        refused(
                Map.of(
                        "BRIXIA_DATABASE_PASSWORD_FILE",
                        secret.toString(),
                        "BRIXIA_DATABASE_PASSWORD",
                        "hunter22"),
                "BRIXIA_DATABASE_PASSWORD and BRIXIA_DATABASE_PASSWORD_FILE are both set");
    }

    @Test
    void aVariableThatNamesNoKeyIsRefused() {
        refused(
                Map.of("BRIXIA_DICOM_PROT", "104"),
                "environment variable BRIXIA_DICOM_PROT names no key (did you mean BRIXIA_DICOM_PORT?)");
        refused(Map.of("BRIXIA_DICOM", "x"), "BRIXIA_DICOM names no key");
    }

    @Test
    void aBadValueIsRefusedWithTheVariable() {
        refused(
                Map.of("BRIXIA_DICOM_PORT", "many"),
                "dicom.port (environment variable BRIXIA_DICOM_PORT)");
        refused(Map.of("BRIXIA_STOP_WAIT", "30"), "stop-wait = 30 has no unit: write 30 s");
    }

    @Test
    void variablesOfTheLauncherAndOfKubernetesAreNoKeys() throws Exception {
        NodeConfig config =
                read(
                        "",
                        Map.of(
                                "BRIXIA_JAVA_OPTS", "-Xmx2g",
                                "BRIXIA_SERVICE_HOST", "10.0.0.1",
                                "BRIXIA_NODE_SERVICE_PORT_DICOM", "11112",
                                "BRIXIA_PORT_11112_TCP_ADDR", "10.0.0.1",
                                "BRIXIA_DICOM_PORT", "tcp://10.0.0.1:11112"));
        assertThat(config.receive().port()).isEqualTo(11112);
    }

    /** Those of the build are in the environment of the nodes that its tests start. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bin/brixia-node",
                "bin/test",
                ".github/workflows/ci.yml",
                "CONTRIBUTING.md"
            })
    void everyVariableOfTheLauncherAndOfTheBuildIsKnown(String file) throws Exception {
        Set<String> found = new TreeSet<>();
        Matcher names =
                Pattern.compile("BRIXIA_[A-Z0-9_]+").matcher(Files.readString(Path.of(file)));
        while (names.find()) {
            found.add(names.group());
        }
        assertThat(found).isNotEmpty().isSubsetOf(EnvironmentValues.OTHER);
    }

    @Test
    void noTwoKeysHaveTheSameVariable() {
        Set<String> keys = new TreeSet<>();
        ConfigReader.defaults().resolve().entrySet().forEach(entry -> keys.add(entry.getKey()));
        assertThat(keys.stream().map(EnvironmentValues::variable).distinct()).hasSameSizeAs(keys);
    }

    @Test
    void theVariablesAreListedWithoutValues() throws Exception {
        LoadedConfig loaded =
                ConfigReader.load(
                        "",
                        "test.conf",
                        Map.of("BRIXIA_DATABASE_PASSWORD", "hunter22"),
                        HOME,
                        StandardResults.WRITERS);
        assertThat(loaded.variables()).containsExactly("BRIXIA_DATABASE_PASSWORD");
        assertThat(loaded.toString()).doesNotContain("hunter22");
    }
}
