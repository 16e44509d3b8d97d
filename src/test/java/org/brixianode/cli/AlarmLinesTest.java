package org.brixianode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AlarmLinesTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir Path folder;

    private String printed(Instant now) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AlarmLines.print(
                TestNode.config(folder, ""),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                now);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theAlarmsThatANodeHasWrittenAreNamedWithTheirAge() throws Exception {
        Files.writeString(
                folder.resolve("alarms.json"),
                """
                {"state":"RUNNING","checkedAt":"2026-03-01T11:59:50Z","intervalMs":30000,"items":[
                 {"code":"results-parked","severity":"ERROR","subject":"pacs",
                  "since":"2026-03-01T09:55:00Z","text":"2 results are parked"}]}
                """);

        assertThat(printed(NOON))
                .isEqualToNormalizingNewlines(
                        """
                        alarms 1 active, tested 10 s ago, at 2026-03-01T11:59:50Z
                          ERROR    results-parked (pacs) for 2 h 5 min: 2 results are parked
                        """);
        assertThat(printed(NOON.plusSeconds(3600)))
                .startsWith("alarms 1 active 1 h ago, at 2026-03-01T11:59:50Z, NOT TESTED since:");
    }

    @Test
    void withoutAFileNothingIsKnown() throws Exception {
        assertThat(printed(NOON))
                .isEqualToNormalizingNewlines(
                        "alarms not known: no node has written them to " + folder + "\n");
        Files.writeString(folder.resolve("alarms.json"), "half a fi");
        assertThat(printed(NOON)).startsWith("alarms not known");
        Files.delete(folder.resolve("alarms.json"));
        Files.createDirectory(folder.resolve("alarms.json"));
        assertThat(printed(NOON)).startsWith("alarms not known");
    }
}
