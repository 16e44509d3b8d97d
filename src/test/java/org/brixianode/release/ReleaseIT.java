package org.brixianode.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.brixianode.config.ConfigReader;
import org.brixianode.dicom.SopClasses;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.send.dimse.EchoScu;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.ResultSink;
import org.brixianode.testkit.TestNode;
import org.brixianode.testkit.Tool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The release as a site gets it: unpacked, without git, Maven, sources and this build's classes.
 */
final class ReleaseIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Pattern RUN = Pattern.compile("(?ms)^<!-- run -->\n```sh\n(.*?)^```$");

    @TempDir static Path folder;

    private static Release release;

    @BeforeAll
    static void unpack() throws Exception {
        release = Release.unpack(folder);
    }

    @Test
    void tellsItsVersion() throws Exception {
        Tool.Result version = release.run("--version");
        assertThat(version.output()).contains("Brixia Node 0.", "not for diagnosis");
        assertThat(version.exitCode()).isZero();
    }

    @Test
    void checksTheInstallation() throws Exception {
        Path config =
                Files.writeString(
                        folder.resolve("check.conf"),
                        TestNode.text(
                                folder.resolve("checked"),
                                0,
                                TestNode.standIn(folder.resolve("checked-model"))));
        Tool.Result check = release.run("check", "--config", config.toString());
        assertThat(check.output())
                .contains("configuration  ok", "storage        ok", "model          ok")
                .doesNotContain("FAILED");
        assertThat(check.exitCode()).isZero();
    }

    /**
     * A node with a stand-in for the model; what the documents and the image do beside a running
     * node is done here, too. Two of the documents' commands score with the bundled model.
     */
    @Test
    void scoresAnImageAndDoesWhatTheDocumentsSay() throws Exception {
        int port = Peers.freePort();
        int web = Peers.freePort();
        try (ResultSink sink = ResultSink.start(folder.resolve("sink"), 0)) {
            String more =
                    "web { enabled = true, port = %d }%n".formatted(web)
                            + TestNode.standIn(folder.resolve("model"));
            Files.writeString(
                    release.home().resolve("conf/brixia-node.conf"),
                    TestNode.text(folder.resolve("node"), port, more, sink));
            try (Tool node = release.start("serve")) {
                awaitAnswer(node, port);
                Path chest = release.home().resolve("test-dicom/frontal-clear.dcm");
                assertThat(TestNode.send(port, List.of(chest))).isEqualTo(1);
                await().atMost(PATIENCE).until(() -> sink.arrivals().size() == 2);
                // The page's port opens last.
                await("the image's health check")
                        .atMost(PATIENCE)
                        .until(() -> healthCheck(web).exitCode() == 0);
                for (String block : documentedBlocks()) {
                    Tool.Result result = release.shell(block);
                    assertThat(result.exitCode()).as(block + result.output()).isZero();
                }
            }
            assertThat(healthCheck(web).exitCode()).as("after the stop").isNotZero();
            assertThat(sink.ofClass(SopClasses.COMPREHENSIVE_3D_SR)).hasSize(1);
        }
    }

    private static Tool.Result healthCheck(int web) throws Exception {
        List<String> words = Dockerfile.read().stage("node").words("HEALTHCHECK");
        String[] command =
                words.stream()
                        .map(word -> word.replace("127.0.0.1:8080", "127.0.0.1:" + web))
                        .toArray(String[]::new);
        return Tool.run(PATIENCE, command);
    }

    /** The blocks that documents mark to be run, in the order of a reader. */
    private static List<String> documentedBlocks() throws Exception {
        List<String> blocks = new ArrayList<>();
        for (String document : List.of("quick-start", "configuration", "handbook")) {
            String text = Files.readString(Path.of("docs/" + document + ".md"));
            RUN.matcher(text).results().forEach(block -> blocks.add(block.group(1)));
        }
        assertThat(blocks).hasSizeGreaterThan(4);
        return blocks.stream().distinct().toList();
    }

    private static void awaitAnswer(Tool node, int port) {
        DimseDestination peer =
                new DimseDestination("node", TestNode.TITLE, "127.0.0.1", port, Optional.empty());
        await().atMost(PATIENCE)
                .until(
                        () ->
                                !node.isAlive()
                                        || EchoScu.echo(DimseConfig.defaults(TestNode.SENDER), peer)
                                                .ok());
        assertThat(node.isAlive()).as(node.output()).isTrue();
    }

    @Test
    void hasEverythingToInstallAndNothingToBuild() throws Exception {
        assertThat(release.home())
                .isDirectoryContaining("glob:**/{bin,lib,conf,models,docs,deploy,test-dicom}");
        for (String file :
                List.of("README.md", "LICENSE", "NOTICE", "conf/brixia-node.conf.example")) {
            assertThat(release.home().resolve(file)).isRegularFile();
        }
        try (Stream<Path> files = Files.walk(release.home())) {
            assertThat(files.map(Path::toString))
                    .noneMatch(name -> name.endsWith(".java") || name.endsWith("pom.xml"));
        }
    }

    @Test
    void anOlderJavaIsRefusedInWords() throws Exception {
        Path old = Files.createDirectories(folder.resolve("jdk11/bin"));
        Files.writeString(folder.resolve("jdk11/release"), "JAVA_VERSION=\"11.0.2\"\n");
        Files.writeString(old.resolve("java"), "#!/bin/sh\necho started\n");
        Files.setPosixFilePermissions(
                old.resolve("java"), PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> command =
                new ArrayList<>(List.of(release.command("bin/brixia-node", "--version")));
        command.set(4, "JAVA_HOME=" + folder.resolve("jdk11"));
        Tool.Result refused = Tool.run(PATIENCE, command.toArray(String[]::new));
        assertThat(refused.output())
                .contains("Java 11.0.2", "install Java 17 or newer")
                .doesNotContain("started");
        assertThat(refused.exitCode()).isEqualTo(1);
    }

    @Test
    void theInstallScriptInstallsAndKeepsTheSitesConfiguration() throws Exception {
        Path root = Files.createDirectories(folder.resolve("root"));
        Tool.Result first = install(root);
        assertThat(first.exitCode()).as(first.output()).isZero();
        Path config = root.resolve("etc/brixia-node/brixia-node.conf");
        assertThat(mode(config)).isEqualTo("rw-r-----");
        assertThat(mode(root.resolve("var/lib/brixia-node"))).isEqualTo("rwx------");
        assertThat(root.resolve("opt/brixia-node/bin/brixia-node")).isExecutable();
        assertThat(root.resolve("etc/systemd/system/brixia-node.service")).isRegularFile();
        assertThat(ConfigReader.read(config).storage().folder())
                .isEqualTo(Path.of("/var/lib/brixia-node"));

        Files.writeString(config, "dicom.ae-title = SITE\n");
        assertThat(install(root).exitCode()).isZero();
        assertThat(config).hasContent("dicom.ae-title = SITE");
    }

    private static Tool.Result install(Path root) throws Exception {
        return Tool.run(
                PATIENCE,
                release.home().resolve("deploy/systemd/install").toString(),
                "--root",
                root.toString());
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** Verified as if the release were installed where this test has unpacked it. */
    @Test
    void systemdAcceptsTheUnitAndFindsLittleExposure() throws Exception {
        String unit =
                Files.readString(release.home().resolve("deploy/systemd/brixia-node.service"))
                        .replace("/opt/brixia-node", release.home().toString());
        Path file = Files.writeString(folder.resolve("brixia-node.service"), unit);
        Tool.Result verified = Lint.run("systemd-analyze", "verify", "--man=no", file.toString());
        assertThat(verified.output()).doesNotContain("brixia-node.service");
        assertThat(verified.exitCode()).isZero();
        // In tenths: 0 is no exposure, 100 is none of systemd's protection.
        Tool.Result exposed =
                Lint.run(
                        "systemd-analyze",
                        "security",
                        "--no-pager",
                        "--offline=true",
                        "--threshold=20",
                        file.toString());
        assertThat(exposed.exitCode()).as(exposed.output()).isZero();
    }
}
