package org.brixianode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.brixianode.demo.DemoResult;
import org.brixianode.demo.Loopback;
import org.brixianode.demo.ResultReceiver;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.ReceivedInstance;
import org.junit.jupiter.api.Test;

/** The demo's table. */
final class DemoTableTest {

    private static final String SHEET =
            """
            {"zones": {"A": 1, "B": 2, "C": 0, "D": 3, "E": 3, "F": 2}, "global": 11}
            """;

    private static DemoResult.Image image(String name, Optional<String> sheet) {
        Job job =
                new Job(
                        1,
                        new ReceivedInstance(
                                new InstanceRef("1", "1", "1", "1.2"),
                                "1",
                                ResultReceiver.TITLE,
                                Loopback.NODE,
                                Path.of("1.2.dcm"),
                                1,
                                "",
                                Instant.EPOCH),
                        1,
                        sheet.isPresent() ? JobState.SCORED : JobState.NOT_SCORED,
                        1,
                        0,
                        1,
                        Optional.empty(),
                        Instant.EPOCH,
                        sheet.isPresent() ? Optional.empty() : Optional.of("a hand"));
        return new DemoResult.Image(name, job, sheet);
    }

    @Test
    void theColumnsAreAsWideAsTheLongestName() {
        assertThat(
                        DemoTable.lines(
                                List.of(
                                        image("frontal-truncated", Optional.of(SHEET)),
                                        image("hand", Optional.empty()))))
                .containsExactly(
                        "  image              A  B  C    D  E  F   global",
                        "                     right lung   left lung",
                        "  frontal-truncated  1  2  0    3  3  2     11",
                        "  hand               NOT_SCORED: a hand");
    }
}
