package org.brixianode.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.brixianode.config.ConfigReader;
import org.brixianode.ops.AlarmKind;
import org.brixianode.ops.NodeEvent;
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

    private void miss(String uid) {
        node.events.publish(new NodeEvent.PriorsMissed(NodeEvent.Image.of("1.2.3", uid)));
    }

    @Test
    void aFailedSearchAloneIsNone() {
        node.missedPriors.searched(Optional.of(PROBLEM));
        node.check();

        assertThat(node.active()).isEmpty();
    }

    @Test
    void theLastProblemIsNamedForAnHour() {
        node.missedPriors.searched(Optional.of(PROBLEM));
        node.missedPriors.searched(Optional.empty());
        miss("1.2.3.4");
        miss("1.2.3.5");
        node.check();
        assertThat(node.text(AlarmKind.PRIORS_MISSED))
                .contains("in the last hour 2 image(s)")
                .endsWith("The last problem: " + PROBLEM);

        node.checkAfter(MissedPriors.MEMORY.plusSeconds(1));
        assertThat(node.active()).isEmpty();

        miss("1.2.3.6");
        node.check();
        assertThat(node.text(AlarmKind.PRIORS_MISSED)).endsWith("did not send all in priors.wait");
    }
}
