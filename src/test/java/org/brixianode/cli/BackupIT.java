package org.brixianode.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.brixianode.dicom.SopClasses;
import org.brixianode.node.Node;
import org.brixianode.queue.DeliveryState;
import org.brixianode.study.JobState;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;
import org.brixianode.testkit.CapturedConsole;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.ResultSink;
import org.brixianode.testkit.StandInModel;
import org.brixianode.testkit.TestNode;
import org.brixianode.testkit.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * A node is backed up while it runs, its machine is lost, and another node goes on from the backup
 * in another folder under another name. Nothing is lost, nothing is sent twice. All of it with a
 * umask of 000, and yet nobody else may read a file.
 */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
final class BackupIT {

    private static final int SCORED_BEFORE = 2;
    private static final int WAITING = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The network is busy with explanations, so that images wait while the backup is made. */
    private static final String SLOW =
            """
            explain { map = super-pixels, replicas = 5000, super-pixels = 500, time-budget = 50 s }
            model.batch = 1
            stop-wait = 60 s
            """;

    @TempDir Path folder;

    @RegisterExtension private final CapturedConsole console = new CapturedConsole();

    @Test
    void aNodeGoesOnFromABackupElsewhere() throws Exception {
        String model = TestNode.standIn(folder.resolve("model"));
        Path backup = folder.resolve("backups/node.zip");
        Files.createDirectories(backup.getParent());
        try (ResultSink sink = ResultSink.start(folder.resolve("sink"), 0)) {
            Path storage = folder.resolve("first");
            scoreAndSend(storage, model, sink);
            backUpWhileImagesWait(storage, model, backup);
            assertThat(reports(sink)).hasSize(SCORED_BEFORE);
            assertThat(othersMayUse(storage)).isEmpty();
            assertThat(othersMayUse(backup.getParent())).containsExactly(backup.getParent());

            Path restored = folder.resolve("elsewhere/second");
            assertThat(
                            Main.run(
                                    "restore",
                                    "--from",
                                    backup.toString(),
                                    "--to",
                                    restored.toString()))
                    .isZero();
            assertThat(console.out()).contains("storage.dir = \"" + restored, "backed up at");
            assertThat(othersMayUse(restored)).isEmpty();
            goOn(restored, model, sink);
        }
    }

    private void scoreAndSend(Path storage, String model, ResultSink sink) throws Exception {
        try (Node node = Node.start(TestNode.config(storage, model, sink), Clock.systemUTC())) {
            List<Path> files = TestNode.chests(folder.resolve("in"), "before", SCORED_BEFORE);
            TestNode.send(node.port(), files);
            await().atMost(PATIENCE).until(() -> sent(node) == 2 * SCORED_BEFORE);
        }
    }

    /** Nobody listens at the destination, so that nothing is sent that the backup has not. */
    private void backUpWhileImagesWait(Path storage, String model, Path backup) throws Exception {
        int port = Peers.freePort();
        String away =
                "destinations = [ { name = sink0, ae-title = %s, host = \"127.0.0.1\", port = %d } ]%n"
                        .formatted(ResultSink.TITLE, Peers.freePort());
        Path config =
                Files.writeString(
                        folder.resolve("node.conf"),
                        TestNode.text(storage, port, model + SLOW + away));
        try (Tool node = Tool.start(withoutUmask("serve", "--config", config.toString()))) {
            await().atMost(PATIENCE).until(() -> node.output().contains("listens on port"));
            List<Path> files = TestNode.chests(folder.resolve("in"), "waiting", WAITING);
            assertThat(TestNode.send(port, files)).isEqualTo(WAITING);
            Tool.Result done =
                    Tool.run(
                            PATIENCE,
                            withoutUmask(
                                    "backup",
                                    "--config",
                                    config.toString(),
                                    "--out",
                                    backup.toString()));
            assertThat(done.output()).contains("backup written: " + backup);
            node.kill();
        }
    }

    private void goOn(Path storage, String model, ResultSink sink) throws Exception {
        String name = "database.node-name = second\n";
        try (Node node =
                Node.start(TestNode.config(storage, model + name, sink), Clock.systemUTC())) {
            int all = SCORED_BEFORE + WAITING;
            await().atMost(PATIENCE).until(() -> reports(sink).size() >= all);
            await().atMost(PATIENCE).until(() -> sent(node) == 2 * all);
            assertThat(node.jobs().counts().byState()).containsEntry(JobState.SCORED, (long) all);
            assertThat(reports(sink)).doesNotHaveDuplicates().hasSize(all);
        }
        assertThat(storage.resolve("conf/brixia-node.conf")).content().contains("super-pixels");
        assertThat(storage.resolve("spool")).isNotEmptyDirectory();
    }

    private static List<String> reports(ResultSink sink) {
        return sink.ofClass(SopClasses.COMPREHENSIVE_3D_SR).stream()
                .map(ReceivedInstance::ref)
                .map(ref -> ref.sopInstanceUid())
                .toList();
    }

    /** A command in a process that would let everybody read and write what it creates. */
    private static String[] withoutUmask(String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "bash",
                                "-c",
                                "umask 000; exec \"$@\"",
                                "bash",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx768m",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.brixianode.cli.Main"));
        command.addAll(Arrays.asList(arguments));
        return command.toArray(String[]::new);
    }

    private static long sent(Node node) throws StageException {
        return node.outbox().counts().values().stream()
                .mapToLong(states -> states.get(DeliveryState.SENT))
                .sum();
    }

    /** Files and folders that the group or others may use. */
    private static List<Path> othersMayUse(Path top) throws IOException {
        List<Path> open = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(top)) {
            for (Path path : paths.toList()) {
                String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
                if (!mode.endsWith("------")) {
                    open.add(path);
                }
            }
        }
        return open;
    }

    /** The results of a command that has no node. */
    @Test
    void resultsOfScoreAreForTheirOwner() throws Exception {
        Path chest = TestNode.chests(folder.resolve("in"), "alone", 1).get(0);
        Path model = StandInModel.write(folder.resolve("model"));
        Path out = folder.resolve("results");
        Path csv = folder.resolve("scores.csv");
        Tool.Result scored =
                Tool.run(
                        PATIENCE,
                        withoutUmask(
                                "score",
                                chest.toString(),
                                "--model",
                                model.toString(),
                                "--out",
                                out.toString(),
                                "--csv",
                                csv.toString()));
        assertThat(scored.exitCode()).as(scored.output()).isZero();
        assertThat(othersMayUse(out)).isEmpty();
        assertThat(othersMayUse(csv)).isEmpty();
    }

    @Test
    void whatIsNoBackupAndWhatIsInTheWayIsRefused() throws Exception {
        Path text = Files.writeString(folder.resolve("no.zip"), "no archive");
        Path full = Files.createDirectories(folder.resolve("full"));
        Files.writeString(full.resolve("own"), "own");

        assertThat(restore(text, folder.resolve("new"))).isEqualTo(ExitCode.FAILED.code());
        assertThat(console.err()).contains(text + " is no backup of Brixia Node");
        assertThat(restore(text, full)).isEqualTo(ExitCode.FAILED.code());
        assertThat(console.err()).contains(full + " is not empty");
        assertThat(restore(folder.resolve("absent"), folder.resolve("other")))
                .isEqualTo(ExitCode.FAILED.code());
        assertThat(console.err()).contains("there is no " + folder.resolve("absent"));
    }

    private static int restore(Path from, Path to) {
        return Main.run("restore", "--from", from.toString(), "--to", to.toString());
    }

    @Test
    void aBackupNeverReplacesAFileAndNeverLiesInWhatItBacksUp() throws Exception {
        Path storage = folder.resolve("storage");
        Path config = Files.writeString(folder.resolve("a.conf"), TestNode.text(storage, 0, ""));
        Path there = Files.writeString(folder.resolve("there.zip"), "older");

        assertThat(backup(config, there)).isEqualTo(ExitCode.FAILED.code());
        assertThat(console.err()).contains(there + " exists already");
        assertThat(there).hasContent("older");
        assertThat(backup(config, storage.resolve("in.zip"))).isEqualTo(ExitCode.FAILED.code());
        assertThat(console.err()).contains("is in storage.dir");
        assertThat(backup(config, folder.resolve("none.zip"))).isZero();
        assertThat(console.out()).contains("there is no database yet");
    }

    private static int backup(Path config, Path out) {
        return Main.run("backup", "--config", config.toString(), "--out", out.toString());
    }
}
