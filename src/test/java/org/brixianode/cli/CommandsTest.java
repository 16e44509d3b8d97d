package org.brixianode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.brixianode.queue.JobCounts;
import org.brixianode.study.JobState;
import org.brixianode.testkit.CapturedConsole;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Commands as a shell sees them: output, messages, exit codes. */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
final class CommandsTest {

    @TempDir Path folder;

    @RegisterExtension private final CapturedConsole console = new CapturedConsole();

    private Path config(String more) throws Exception {
        return Files.writeString(
                folder.resolve("node.conf"), TestNode.text(folder.resolve("node"), 0, more));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve",
                "demo",
                "score",
                "send",
                "echo",
                "jobs",
                "jobs list",
                "check",
                "train",
                "evaluate",
                "import-weights",
                "bench"
            })
    void everyCommandHelps(String command) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.add("--help");
        assertThat(Main.run(words.toArray(String[]::new))).isZero();
        assertThat(console.out()).contains("Usage: brixia-node " + command);
        assertThat(console.err()).isEmpty();
    }

    @Test
    void helpNamesEveryCommand() {
        assertThat(Main.run("--help")).isZero();
        assertThat(console.out())
                .contains(
                        "serve",
                        "demo",
                        "score",
                        "send",
                        "echo",
                        "jobs",
                        "check",
                        "train",
                        "evaluate",
                        "import-weights",
                        "bench",
                        "Exit codes");
    }

    @Test
    void aWrongCommandLineIsUsage() {
        assertThat(Main.run("serve", "--port", "1")).isEqualTo(ExitCode.USAGE.code());
        assertThat(console.err()).contains("Unknown option").contains("serve");
    }

    @Test
    void scoreWritesOneJsonObjectALine() throws Exception {
        List<Path> files = TestNode.chests(folder, "chest", 1);
        Path text = Files.writeString(folder.resolve("no.txt"), "no image at all");
        int code =
                Main.run(
                        "score",
                        "--json",
                        "--out",
                        folder.resolve("results").toString(),
                        files.get(0).toString(),
                        text.toString(),
                        folder.resolve("absent.dcm").toString());
        assertThat(code).isEqualTo(ExitCode.FAILED.code());
        List<String> lines = console.out().lines().toList();
        assertThat(lines).hasSize(3);
        Map<String, Object> scored =
                JsonMapper.shared().readValue(lines.get(0), new TypeReference<>() {});
        assertThat(scored)
                .containsEntry("status", "scored")
                .containsEntry("reason", "")
                .containsKeys("file", "zones", "expected", "probabilities", "global", "model");
        @SuppressWarnings("unchecked") // JSON object
        Map<String, Object> zones = (Map<String, Object>) scored.get("zones");
        assertThat(zones).containsOnlyKeys("A", "B", "C", "D", "E", "F");
        int sum = zones.values().stream().mapToInt(score -> (Integer) score).sum();
        assertThat(scored.get("global")).isEqualTo(sum);
        assertThat(lines.get(1)).contains("\"not scored\"").contains("no.txt");
        assertThat(lines.get(2)).contains("\"not scored\"").contains("there is no file");
        assertThat(folder.resolve("results/chest0-sr.dcm")).isRegularFile();
        assertThat(folder.resolve("results/chest0-heatmap.dcm")).isRegularFile();
        assertThat(folder.resolve("results/chest0-heatmap.png")).isRegularFile();
    }

    @Test
    void aDemoWhoseFileIsNotTakenFails() throws Exception {
        Path text = Files.writeString(folder.resolve("no.dcm"), "no object at all");
        int code = Main.run("demo", "--out", folder.resolve("demo").toString(), text.toString());
        assertThat(code).isEqualTo(ExitCode.FAILED.code());
        assertThat(console.out()).contains("no.dcm").contains("UNREADABLE");
    }

    @Test
    void aDemoWithAFailedJobFails() {
        assertThat(DemoCommand.noneFailed(new JobCounts(Map.of(JobState.SCORED, 2L)))).isTrue();
        assertThat(DemoCommand.noneFailed(new JobCounts(Map.of(JobState.NOT_SCORED, 1L)))).isTrue();
        assertThat(DemoCommand.noneFailed(new JobCounts(Map.of(JobState.FAILED, 1L)))).isFalse();
        assertThat(console.out()).contains("1 failed");
    }

    @Test
    void aMissingModelSaysWhichAndEndsWithItsCode() throws Exception {
        Path chest = TestNode.chests(folder, "chest", 1).get(0);
        int code = Main.run("score", "--model", folder.toString(), chest.toString());
        assertThat(code).isEqualTo(ExitCode.MODEL.code());
        assertThat(console.err()).contains("no model in").contains("model.json is missing");
    }

    @Test
    void aBrokenConfigurationNamesEveryProblem() throws Exception {
        Path config = config("dicom.prot = 1, model.device = tpu");
        assertThat(Main.run("serve", "--config", config.toString()))
                .isEqualTo(ExitCode.CONFIGURATION.code());
        assertThat(console.err())
                .contains("dicom.prot")
                .contains("tpu")
                .contains(config.toString());
    }

    @Test
    void anAbsentConfigurationIsSaid() {
        assertThat(Main.run("serve", "--config", folder.resolve("none.conf").toString()))
                .isEqualTo(ExitCode.CONFIGURATION.code());
        assertThat(console.err()).contains("there is no configuration file");
    }

    @Test
    void aUsedPortEndsWithItsCode() throws Exception {
        try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path config = config("dicom.port = " + used.getLocalPort());
            assertThat(Main.run("serve", "--config", config.toString()))
                    .isEqualTo(ExitCode.PORT.code());
            assertThat(console.err()).contains(String.valueOf(used.getLocalPort()));
        }
    }

    @Test
    void aBadDatabaseEndsWithItsCode() throws Exception {
        Path file = Files.writeString(folder.resolve("broken.mv.db"), "this is no database");
        String url = "jdbc:h2:file:" + file.toString().replace(".mv.db", "");
        Path config = config("database.url = \"" + url + "\"");
        assertThat(Main.run("serve", "--config", config.toString()))
                .isEqualTo(ExitCode.DATABASE.code());
        assertThat(console.err()).contains("broken");
    }

    @Test
    void checkTriesEverythingAndNamesWhatFails() throws Exception {
        int dead = Peers.freePort();
        Path config =
                config(
                        "dicom.port = "
                                + Peers.freePort()
                                + ", destinations = [ { name = pacs, ae-title = PACS,"
                                + " host = \"127.0.0.1\", port = "
                                + dead
                                + " } ]");
        assertThat(Main.run("check", "--config", config.toString()))
                .isEqualTo(ExitCode.PEER.code());
        assertThat(console.out())
                .contains("configuration  ok")
                .contains("storage        ok")
                .contains("database       ok")
                .contains("model          ok")
                .contains("port           ok")
                .contains("destination pacs FAILED")
                .contains(String.valueOf(dead));
    }

    @Test
    void anUnreachablePeerEndsWithItsCode() throws Exception {
        String peer = "PACS@127.0.0.1:" + Peers.freePort();
        assertThat(Main.run("echo", "--to", peer)).isEqualTo(ExitCode.PEER.code());
        assertThat(console.out()).contains("127.0.0.1");
        assertThat(Main.run("echo", "--to", "nonsense")).isEqualTo(ExitCode.USAGE.code());
    }

    @Test
    void jobsOfAnEmptyQueueAddUp() throws Exception {
        Path config = config("");
        assertThat(Main.run("check", "--config", config.toString())).isLessThan(8);
        assertThat(Main.run("jobs", "list", "--config", config.toString())).isZero();
        assertThat(console.out())
                .contains("received 0 = scored 0 + not scored 0 + failed 0 + waiting 0");
    }
}
