package org.brixianode.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.brixianode.config.ConfigReader;
import org.brixianode.ops.NodeEvent;
import org.brixianode.queue.JobQueue;
import org.brixianode.queue.PriorSearches;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.study.Acquisition;
import org.brixianode.study.AeTitle;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.testkit.ManualClock;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QueuePriorsTest {

    private static final Duration WAIT = Duration.ofSeconds(60);

    private final List<NodeEvent> events = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));

    private QueueDatabase database;
    private QueuePriors priors;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        database = QueueDatabase.open(ConfigReader.read(TestNode.text(folder, 0, ""), "t").queue());
        priors =
                new QueuePriors(
                        new PriorSearches(database),
                        Duration.ofMinutes(1),
                        () -> {},
                        events::add,
                        reasons::add,
                        clock);
        ReceivedInstance image =
                new ReceivedInstance(
                        new InstanceRef("1.2.3", "1.2.3.4", "1.2.5", "1.2.3.4.5"),
                        "1.2.840.10008.1.2.1",
                        new AeTitle("MODALITY"),
                        new AeTitle("BRIXIA"),
                        folder.resolve("var/spool/1.dcm"),
                        1000,
                        "aa",
                        clock.instant());
        new JobQueue(database)
                .enqueue(
                        image,
                        Optional.of(clock.instant().plus(WAIT)),
                        new Acquisition(Optional.empty(), Optional.empty()));
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    @Test
    void theReasonIsToldWithTheEventThatHasNone() throws Exception {
        priors.retry(priors.claim(WAIT).orElseThrow().job(), "pacs: it aborted");
        priors.settle();
        assertThat(events).isEmpty();

        clock.advance(WAIT);
        priors.settle();
        priors.settle();

        assertThat(reasons).containsExactly("pacs: it aborted");
        assertThat(events)
                .containsExactly(
                        new NodeEvent.PriorsMissed(NodeEvent.Image.of("1.2.3", "1.2.3.4.5")));
    }
}
