package org.brixianode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** How much memory commands get, and what they say when it is not enough. */
final class MemoryIT {

    @TempDir Path home;

    /** Runs out of memory at once. */
    @Command(name = "hungry")
    private static final class Hungry implements Callable<Integer> {

        private final boolean onAnotherThread;

        private Hungry(boolean onAnotherThread) {
            this.onAnotherThread = onAnotherThread;
        }

        @Override
        public Integer call() {
            OutOfMemoryError full = new OutOfMemoryError("Java heap space");
            if (onAnotherThread) {
                throw new IllegalStateException("a batch", new ExecutionException(full));
            }
            throw full;
        }
    }

    private static String said(boolean onAnotherThread) {
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(new Hungry(onAnotherThread));
        assertThat(Main.run(line.setErr(new PrintWriter(err)))).isEqualTo(ExitCode.FAILED.code());
        return err.toString();
    }

    @Test
    void fullMemoryIsReportedWithWhatToDo() {
        for (boolean onAnotherThread : new boolean[] {false, true}) {
            assertThat(said(onAnotherThread))
                    .startsWith("brixia-node: out of memory: Java heap space")
                    .contains("BRIXIA_JAVA_OPTS=-Xmx")
                    .doesNotContain("\tat ");
        }
    }

    /** The options that the start script gives to a Java that only tells them. */
    private String javaOptions(String command) throws Exception {
        Path script = Files.createDirectories(home.resolve("bin")).resolve("brixia-node");
        Files.copy(Path.of("bin", "brixia-node"), script);
        Files.createDirectories(home.resolve("target").resolve("lib"));
        Files.createFile(home.resolve("target").resolve("brixia-node.jar"));
        Path java = Files.createDirectories(home.resolve("jdk").resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        ProcessBuilder start = new ProcessBuilder("bash", script.toString(), command);
        start.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        start.environment().put("BRIXIA_JAVA_OPTS", "-Xmx3g");
        Process process = start.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return said;
    }

    @Test
    void trainingGetsHalfOfTheMemory() throws Exception {
        assertThat(javaOptions("train"))
                .contains("-XX:MaxRAMPercentage=50")
                .doesNotContain("-Xmx1g")
                .contains("-Xmx3g");
    }

    @Test
    void theNodeKeepsWithinOneGibibyte() throws Exception {
        assertThat(javaOptions("serve")).contains("-Xmx1g").doesNotContain("MaxRAMPercentage");
    }
}
