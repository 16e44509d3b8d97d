package org.brixianode.ops.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.brixianode.testkit.ManualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SyslogSpoolTest {

    private static final Duration SHORT = Duration.ofMillis(1);

    @TempDir Path folder;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T08:00:00Z"));

    private SyslogSpool open() throws IOException {
        return SyslogSpool.open(
                folder,
                new SyslogConfig(
                        SyslogConfig.Transport.TLS,
                        "localhost",
                        6514,
                        1 << 20,
                        Duration.ofDays(2),
                        Optional.empty(),
                        Optional.empty()),
                clock);
    }

    private void add(SyslogSpool spool, String message) throws IOException {
        spool.add(clock.instant(), message.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> all(SyslogSpool spool) throws Exception {
        List<String> found = new ArrayList<>();
        SyslogSpool.Position at = spool.confirmed();
        List<SyslogSpool.Entry> next = spool.next(at, 7, SHORT);
        while (!next.isEmpty()) {
            next.forEach(one -> found.add(new String(one.message(), StandardCharsets.UTF_8)));
            next = spool.next(next.get(next.size() - 1).end(), 7, SHORT);
        }
        return found;
    }

    @Test
    void messagesComeOutInOrderAndOnceConfirmedNoMore() throws Exception {
        try (SyslogSpool spool = open()) {
            for (int i = 0; i < 20; i++) {
                add(spool, "message " + i + " \ufeff\u00e4");
            }
            assertThat(all(spool)).hasSize(20).first().isEqualTo("message 0 \ufeff\u00e4");
            spool.confirm(spool.next(spool.confirmed(), 15, SHORT).get(14).end());
            assertThat(all(spool)).hasSize(5).first().asString().startsWith("message 15");
        }
    }

    /** The first spool is not closed, as when the process is killed. */
    @Test
    void messagesSurviveAKill() throws Exception {
        SyslogSpool killed = open();
        add(killed, "one");
        add(killed, "two");
        add(killed, "three");
        killed.confirm(killed.next(killed.confirmed(), 1, SHORT).get(0).end());
        Path segment;
        try (Stream<Path> files = Files.list(folder)) {
            segment = files.filter(file -> file.toString().endsWith(".spool")).findFirst().get();
        }
        Files.writeString(segment, "1772352000000 cut o", StandardOpenOption.APPEND);

        try (SyslogSpool next = open()) {
            add(next, "four");
            assertThat(all(next)).containsExactly("two", "three", "four");
            assertThat(next.takeLost()).isZero();
        }
        try (SyslogSpool again = open()) {
            assertThat(all(again)).containsExactly("two", "three", "four");
        }
    }

    @Test
    void theOldestAreDeletedWhenTheSpoolIsFull() throws Exception {
        String kilobyte = "x".repeat(1000);
        try (SyslogSpool spool = open()) {
            for (int i = 0; i < 3000; i++) {
                add(spool, "%04d %s".formatted(i, kilobyte));
            }
            List<String> left = all(spool);
            long lost = spool.takeLost();

            assertThat(lost).isPositive();
            assertThat(lost + left.size()).isEqualTo(3000);
            assertThat(left.get(0)).startsWith("%04d".formatted(lost));
            assertThat(left.get(left.size() - 1)).startsWith("2999");
            assertThat(spool.takeLost()).isZero();
        }
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        assertThat(bytes).isBetween(900_000L, 1L << 20);
    }

    @Test
    void whatWasSentIsDeletedFromTheDisk() throws Exception {
        try (SyslogSpool spool = open()) {
            for (int i = 0; i < 500; i++) {
                add(spool, "x".repeat(1000));
            }
            List<SyslogSpool.Entry> sent = spool.next(spool.confirmed(), 1000, SHORT);
            assertThat(sent).hasSize(500);
            spool.confirm(sent.get(499).end());
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.filter(file -> file.toString().endsWith(".spool"))).hasSize(1);
            }
            assertThat(spool.takeLost()).isZero();
        }
    }

    @Test
    void messagesThatAreTooOldAreDeletedAndCounted() throws Exception {
        try (SyslogSpool spool = open()) {
            for (int i = 0; i < 1200; i++) {
                add(spool, "old " + i);
            }
            clock.advance(Duration.ofDays(1));
            add(spool, "new");
            spool.expire();
            assertThat(spool.takeLost()).isZero();
            clock.advance(Duration.ofDays(1).plusSeconds(1));
            spool.expire();
            assertThat(spool.takeLost()).isEqualTo(1200);
            assertThat(all(spool)).containsExactly("new");
        }
    }

    @Test
    void aDamagedPositionSendsAgainRatherThanLoses() throws Exception {
        try (SyslogSpool spool = open()) {
            add(spool, "one");
            add(spool, "two");
            spool.confirm(spool.next(spool.confirmed(), 1, SHORT).get(0).end());
        }
        Files.writeString(folder.resolve("position"), "");
        try (SyslogSpool spool = open()) {
            assertThat(all(spool)).containsExactly("one", "two");
        }
    }

    @Test
    void itsFilesAreItsOwners() throws Exception {
        Path below = folder.resolve("syslog");
        try (SyslogSpool spool =
                SyslogSpool.open(
                        below,
                        new SyslogConfig(
                                SyslogConfig.Transport.TCP,
                                "h",
                                1,
                                1 << 20,
                                Duration.ofDays(1),
                                Optional.empty(),
                                Optional.empty()),
                        clock)) {
            add(spool, "one");
            spool.confirm(spool.next(spool.confirmed(), 1, SHORT).get(0).end());
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(below)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(below)) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }
}
