package org.brixianode.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.brixianode.config.ConfigReader;
import org.brixianode.ops.AlarmKind;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alarm of images scored before their earlier radiographs were there. */
final class MissedPriorsTest {

    private static final String PROBLEM = "pacs (PACS at 10.0.0.5:104): it aborted";

    @TempDir Path folder;

    private QueueDatabase database;
    private WatchBench node;

    @BeforeEach
    void open() throws Exception {
        database =
                QueueDatabase.open(ConfigReader.read(TestNode.text(folder, 0, ""), "test").queue());
        node = new WatchBench(database, folder, Instant.parse("2026-03-02T08:00:00Z"));
    }

    @AfterEach
    void close() throws Exception {
        node.close();
        database.close();
    }

    private void miss(String reason) {
        node.missedPriors.add(node.clock.instant(), reason);
    }

    @Test
    void withoutSuchAnImageThereIsNone() {
        node.check();

        assertThat(node.active()).isEmpty();
    }

    @Test
    void theReasonOfTheLastImageIsNamedForAnHour() {
        miss(PROBLEM);
        node.check();
        assertThat(node.text(AlarmKind.PRIORS_MISSED))
                .startsWith("in the last hour 1 image was scored before all earlier")
                .endsWith(" The last reason: " + PROBLEM);

        node.clock.advance(Duration.ofMinutes(1));
        miss("2 images of series 1.5.1 did not come");
        node.check();
        assertThat(node.text(AlarmKind.PRIORS_MISSED))
                .startsWith("in the last hour 2 images were scored before all earlier")
                .endsWith(" The last reason: 2 images of series 1.5.1 did not come");

        node.checkAfter(MissedPriors.MEMORY.plusSeconds(1));
        assertThat(node.active()).isEmpty();
    }
}
