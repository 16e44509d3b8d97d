package org.brixianode.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.brixianode.ops.AlarmBoard;
import org.brixianode.ops.AlarmKind;
import org.brixianode.ops.EventBus;
import org.brixianode.ops.TrustedName;
import org.brixianode.testkit.ManualClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AlarmFileTest {

    private static final Instant T0 = Instant.parse("2026-03-01T08:00:00Z");
    private static final TrustedName PACS = new TrustedName("pacs");

    @TempDir Path folder;

    private final ManualClock clock = new ManualClock(T0);
    private final EventBus events = new EventBus(clock);
    private final AlarmBoard board = new AlarmBoard(events, clock);
    private AlarmFile file;

    @BeforeEach
    void subscribe() {
        file = new AlarmFile(board, folder, Duration.ofSeconds(30), clock);
        events.subscribe("file of the alarms", file);
    }

    private List<String> lines() throws IOException {
        return AlarmState.read(folder).orElseThrow().lines(clock.instant());
    }

    @Test
    void anAlarmIsInTheFileWhenItIsRaisedAndGoneWhenItIsCleared() throws Exception {
        file.checked();
        clock.advance(Duration.ofSeconds(5));
        assertThat(lines()).containsExactly("alarms none, tested 5 s ago, at 2026-03-01T08:00:00Z");

        board.raise(AlarmKind.DESTINATION_UNREACHABLE, PACS, T0.minusSeconds(3600), "no answer");
        board.raise(AlarmKind.DISK_LOW, AlarmBoard.NODE, "900 MiB are free");
        clock.advance(Duration.ofMinutes(1));
        assertThat(lines())
                .containsExactly(
                        "alarms 2 active, tested 1 min ago, at 2026-03-01T08:00:05Z",
                        "  ERROR    destination-unreachable (pacs) for 1 h 1 min: no answer",
                        "  WARNING  disk-low (node) for 1 min: 900 MiB are free");

        board.clear(AlarmKind.DESTINATION_UNREACHABLE, PACS);
        assertThat(lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("alarms 1 active, tested 0 ms ago");
        assertThat(folder).isDirectoryContaining("glob:**alarms.json");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written())))
                .isEqualTo("rw-------");
    }

    @Test
    void anOldFileSaysThatTheNodeDoesNotRun() throws Exception {
        file.checked();
        board.raise(AlarmKind.DISK_LOW, AlarmBoard.NODE, T0.minusSeconds(60), "900 MiB are free");
        clock.advance(Duration.ofSeconds(70));
        assertThat(lines().get(1)).contains("disk-low (node) for 2 min 10 s: ");
        assertThat(lines().get(0)).isEqualTo("alarms 1 active, tested 1 min 10 s ago, at " + T0);
        clock.advance(Duration.ofSeconds(1));
        assertThat(lines())
                .containsExactly(
                        "alarms 1 active 1 min 11 s ago, at 2026-03-01T08:00:00Z, NOT TESTED since:"
                                + " the node does not run, or hangs",
                        "  WARNING  disk-low (node) for 1 min: 900 MiB are free");
    }

    @Test
    void aStoppedNodeIsNotTakenForARunningOne() throws Exception {
        file.checked();
        file.stopped();
        board.raise(AlarmKind.DISK_LOW, AlarmBoard.NODE, "900 MiB are free");

        assertThat(lines()).containsExactly("alarms none when the node was stopped at " + T0);
    }

    @Test
    void anAlarmOfTheStartWaitsForTheFirstCheck() throws Exception {
        board.raise(AlarmKind.DISK_LOW, AlarmBoard.NODE, "900 MiB are free");
        assertThat(AlarmState.read(folder)).isEmpty();
        file.checked();
        assertThat(lines()).hasSize(2);
    }

    @Test
    void whatAnotherProgramWroteCannotMoveTheCursor() throws Exception {
        Files.writeString(
                written(),
                """
                {"state":"RUNNING","checkedAt":"%s","intervalMs":30000,"items":[
                 {"code":"new\\u001b[2J-code","severity":"FATAL","subject":"a\\nb",
                  "since":"%s","text":"%s\\u202e"}]}
                """
                        .formatted(T0, T0, "x".repeat(2000)));

        assertThat(lines())
                .element(1)
                .asString()
                .startsWith("  FATAL    new?[2J-code (a?b) for 0 ms: xxx")
                .endsWith("x...")
                .hasSizeLessThan(1100);
    }

    @Test
    void aFileThatIsNoStateIsNone() throws Exception {
        assertThat(AlarmState.read(folder)).isEmpty();
        for (String text :
                List.of(
                        "half a fi",
                        "{\"state\":\"RUNNING\"}",
                        "{\"state\":\"RUNNING\",\"checkedAt\":\"noon\",\"intervalMs\":1,\"items\":[]}",
                        "[]")) {
            Files.writeString(written(), text);
            assertThat(AlarmState.read(folder)).as(text).isEmpty();
        }
    }

    private Path written() {
        return folder.resolve("alarms.json");
    }
}
