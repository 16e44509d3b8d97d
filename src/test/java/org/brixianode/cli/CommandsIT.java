package org.brixianode.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.brixianode.demo.DemoResult;
import org.brixianode.queue.QueueDatabase;
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
final class CommandsIT {

    @TempDir Path folder;

    @RegisterExtension private final CapturedConsole console = new CapturedConsole();

    private Path config(String more) throws Exception {
        return Files.writeString(
                folder.resolve("node.conf"), TestNode.text(folder.resolve("node"), 0, more));
    }

    /** For commands to which the model does not matter. */
    private String standIn() throws Exception {
        return TestNode.standIn(folder.resolve("model"));
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
                "notify-test",
                "backup",
                "restore",
                "train",
                "evaluate",
                "import-weights",
                "export",
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
                        "backup",
                        "restore",
                        "train",
                        "evaluate",
                        "import-weights",
                        "export",
                        "bench",
                        "Exit codes");
    }

    /** The list shows each command's first sentence, whole. */
    @Test
    void noSummaryInTheListIsTruncated() {
        assertThat(Main.run("--help")).isZero();
        String list = console.out();
        String commands = list.substring(list.indexOf("Commands:"), list.indexOf("Exit codes:"));
        List<String> summaries = new ArrayList<>();
        for (String line : commands.lines().skip(1).filter(text -> !text.isBlank()).toList()) {
            assertThat(line.length()).isLessThanOrEqualTo(80);
            if (line.startsWith("   ")) {
                int last = summaries.size() - 1;
                summaries.set(last, summaries.get(last) + " " + line.strip());
            } else {
                summaries.add(line.strip());
            }
        }
        assertThat(summaries).hasSizeGreaterThan(10).allMatch(text -> text.endsWith("."));
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
    void scoreTakesFoldersAndWritesCsv() throws Exception {
        Path images = Files.createDirectories(folder.resolve("in/a, \"b\""));
        Path chest = TestNode.chests(images, "chest", 1).get(0);
        Files.writeString(folder.resolve("in/notes.txt"), "no image");
        Path damaged =
                Files.write(folder.resolve("in/z.png"), new byte[] {(byte) 0x89, 80, 78, 71});
        Path csv = folder.resolve("scores.csv");
        String in = folder.resolve("in").toString();
        assertThat(Main.run("score", "--csv", csv.toString(), in))
                .isEqualTo(ExitCode.FAILED.code());
        assertThat(console.err()).contains("skipped, no image: " + folder.resolve("in/notes.txt"));
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        List<CSVRecord> rows;
        try (CSVParser parser = CSVParser.parse(Files.readString(csv), format)) {
            rows = parser.getRecords();
        }
        assertThat(rows).hasSize(2);
        CSVRecord scored = rows.get(0);
        assertThat(scored.get("file")).isEqualTo(chest.toString());
        assertThat(scored.get("status")).isEqualTo("scored");
        assertThat(scored.get("uncertain")).isIn("yes", "no");
        int sum = 0;
        for (String zone : List.of("A", "B", "C", "D", "E", "F")) {
            sum += Integer.parseInt(scored.get(zone));
            double mean = 0;
            for (int grade = 0; grade < 4; grade++) {
                mean += grade * Double.parseDouble(scored.get(zone + "_p" + grade));
            }
            assertThat(Double.parseDouble(scored.get(zone + "_expected")))
                    .isCloseTo(mean, within(1e-4));
        }
        assertThat(scored.get("global")).isEqualTo(String.valueOf(sum));
        assertThat(rows.get(1).get("file")).isEqualTo(damaged.toString());
        assertThat(rows.get(1).get("status")).isEqualTo("not scored");
        assertThat(rows.get(1).get("reason")).isNotEmpty();
        assertThat(rows.get(1).get("A")).isEmpty();
        assertThat(rows.get(1).get("model")).isEqualTo(scored.get("model")).isNotEmpty();
    }

    @Test
    void aFolderWithoutImagesIsReported() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThat(Main.run("score", empty.toString())).isEqualTo(ExitCode.FAILED.code());
        assertThat(console.err()).contains("no image found in").contains(empty.toString());
    }

    @Test
    void aDemoWhoseFileIsNotTakenFails() throws Exception {
        Path text = Files.writeString(folder.resolve("no.dcm"), "no object at all");
        int code = Main.run("demo", "--out", folder.resolve("demo").toString(), text.toString());
        assertThat(code).isEqualTo(ExitCode.FAILED.code());
        assertThat(console.out()).contains("no.dcm").contains("UNREADABLE");
    }

    @Test
    void aDemoTellsWhatIsMissing() {
        DemoCommand.print(new DemoResult(true, true, 0, List.of(), List.of()));
        assertThat(console.out()).doesNotContain("failed").doesNotContain("not all results");
        DemoCommand.print(new DemoResult(true, false, 1, List.of(), List.of()));
        assertThat(console.out()).contains("1 failed").contains("not all results arrived");
    }

    @Test
    void aBenchWithoutARoundIsUsage() {
        assertThat(Main.run("bench", "--rounds", "0")).isEqualTo(ExitCode.USAGE.code());
        assertThat(console.err()).contains("rounds must be 1 or more, not 0");
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
    void aMissingConfigurationIsReported() {
        assertThat(Main.run("serve", "--config", folder.resolve("none.conf").toString()))
                .isEqualTo(ExitCode.CONFIGURATION.code());
        assertThat(console.err()).contains("there is no configuration file");
    }

    @Test
    void aUsedPortEndsWithItsCode() throws Exception {
        try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path config = config(standIn() + "dicom.port = " + used.getLocalPort());
            assertThat(Main.run("serve", "--config", config.toString()))
                    .isEqualTo(ExitCode.PORT.code());
            assertThat(console.err()).contains(String.valueOf(used.getLocalPort()));
        }
    }

    @Test
    void checkAndServeRefuseTheSameTlsStores() throws Exception {
        Path junk = Files.writeString(folder.resolve("junk.p12"), "no store");
        String tls =
                "{ enabled = true, key-store = \"%s\", key-store-password = hunter2,"
                        + " trust-store = \"%s\", trust-store-password = hunter2 }";
        Path none = folder.resolve("none.p12");
        Path config =
                config(
                        "dicom.tls = "
                                + tls.formatted(none, none)
                                + ", destinations = [ { name = pacs, ae-title = PACS, host = h,"
                                + " port = 1, tls = "
                                + tls.formatted(junk, none)
                                + " } ]");
        assertThat(Main.run("serve", "--config", config.toString()))
                .isEqualTo(ExitCode.CONFIGURATION.code());
        assertThat(console.err())
                .contains("dicom.tls: key store " + none + " does not exist")
                .contains("destination pacs: key store " + junk + " cannot be opened")
                .doesNotContain("\tat ")
                .doesNotContain("hunter2");
        assertThat(Main.run("check", "--config", config.toString()))
                .isEqualTo(ExitCode.CONFIGURATION.code());
        assertThat(console.out())
                .contains("tls            FAILED: dicom.tls: key store " + none)
                .contains("tls            FAILED: destination pacs: key store " + junk)
                .doesNotContain("hunter2");
    }

    @Test
    void aFolderThatCannotBeWrittenIsOneLine() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path config = config("storage.dir = \"" + file + "\"");
        assertThat(Main.run("serve", "--config", config.toString()))
                .isEqualTo(ExitCode.STORAGE.code());
        assertThat(console.err()).contains(file.toString()).doesNotContain("\tat ");
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
                .contains("database       ok: NO DATABASE YET: the first start creates ")
                .contains("model          ok")
                .contains("port           ok")
                .contains("destination pacs FAILED")
                .contains(String.valueOf(dead));
        assertThat(folder.resolve("node")).doesNotExist();
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
        QueueDatabase.open(TestNode.config(folder.resolve("node"), "").queue()).close();
        assertThat(Main.run("jobs", "list", "--config", config.toString())).isZero();
        assertThat(console.out())
                .contains("received 0 = scored 0 + not scored 0 + failed 0 + waiting 0");
    }
}
