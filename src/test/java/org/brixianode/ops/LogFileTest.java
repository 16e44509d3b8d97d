package org.brixianode.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

final class LogFileTest {

    private static final String FORGED =
            "X\n2026-01-01T00:00:00.000Z INFO  Node - all is well\r\u001b[2J\u202e\u2028\u0085";

    @TempDir Path parent;

    private final LoggerContext context = new LoggerContext();
    private final Logger log = context.getLogger("org.brixianode.Test");
    private Path folder;

    @BeforeEach
    void asShipped() throws Exception {
        folder = parent.resolve("log");
        context.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator shipped = new JoranConfigurator();
        shipped.setContext(context);
        shipped.doConfigure(LogFileTest.class.getResource("/logback.xml"));
        context.getLogger("ROOT").detachAppender("STDERR");
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private static LogConfig config(boolean file, LogConfig.Level level, long fileBytes) {
        return new LogConfig(file, level, Duration.ofDays(3), fileBytes, 4 * fileBytes);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void itHasTheLinesOfStandardErrorAndOnlyItsOwnerReadsIt() throws Exception {
        LogFile.open(context, folder, config(true, LogConfig.Level.INFO, 1 << 16));
        log.info("received {}", 7);
        log.debug("detail");
        log.warn("rejected {}", FORGED, new IOException(FORGED));

        Path file = folder.resolve("brixia-node.log");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0)).matches("20[0-9TZ:.-]+ INFO  Test - received 7");
        assertThat(lines.get(1)).matches("20[0-9TZ:.-]+ WARN  Test - rejected X\\?2026-01-01.*");
        assertThat(lines).noneMatch(line -> line.startsWith("2026-01-01"));
        assertThat(lines).noneMatch(line -> line.contains("detail"));
        assertThat(Files.readString(file)).doesNotContain("\u001b", "\r", "\u202e", "\u0085");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void aNewFileIsStartedWhenItIsFull() throws Exception {
        LogFile.open(context, folder, config(true, LogConfig.Level.INFO, 1 << 16));
        await().until(
                        () -> {
                            for (int i = 0; i < 100; i++) {
                                log.info("{}", "x".repeat(1000));
                            }
                            return files().size() >= 2;
                        });
        for (Path file : files()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theLevelIsTheNodes() throws Exception {
        LogFile.open(context, folder, config(true, LogConfig.Level.DEBUG, 1 << 16));
        log.debug("detail");
        assertThat(Files.readString(folder.resolve("brixia-node.log"))).contains("DEBUG Test");
        LogFile.open(context, folder, config(true, LogConfig.Level.ERROR, 1 << 16));
        log.warn("not logged");
        assertThat(Files.readString(folder.resolve("brixia-node.log")))
                .doesNotContain("not logged");
    }

    @Test
    void withoutAFileNoFolderIsMade() throws Exception {
        LogFile.open(context, folder, config(false, LogConfig.Level.INFO, 1 << 16));
        log.info("only on standard error");
        assertThat(folder).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeMadeIsAFailure() throws Exception {
        Files.createFile(folder);
        assertThatThrownBy(
                        () ->
                                LogFile.open(
                                        context,
                                        folder,
                                        config(true, LogConfig.Level.INFO, 1 << 16)))
                .isInstanceOf(IOException.class);
    }
}
