package org.brixianode.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.brixianode.config.ConfigReader;
import org.brixianode.queue.DeliveryAdmin;
import org.brixianode.queue.DeliveryQueue;
import org.brixianode.queue.DeliveryRecord;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.send.Destination;
import org.brixianode.send.DimseDestination;
import org.brixianode.study.AeTitle;
import org.brixianode.testkit.CapturedLog;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeliveryWatchTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Destination PACS =
            new DimseDestination("pacs", new AeTitle("PACS"), "10.0.0.5", 104, Optional.empty());

    private final CapturedLog log = CapturedLog.of(DeliveryWatch.class.getName());

    private QueueDatabase database;
    private DeliveryQueue outbox;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        String text = TestNode.text(folder, 0, "");
        database = QueueDatabase.open(ConfigReader.read(text, "test").queue());
        outbox = new DeliveryQueue(database);
        OneResult.deliver(database, folder, "pacs", NOON);
    }

    @AfterEach
    void close() throws Exception {
        log.close();
        database.close();
    }

    private void look(Duration later, Destination... destinations) {
        Clock clock = Clock.fixed(NOON.plus(later), ZoneOffset.UTC);
        try (DeliveryWatch watch =
                new DeliveryWatch(new DeliveryAdmin(database), List.of(destinations), clock)) {
            watch.check();
        }
    }

    @Test
    void warnsOfADestinationThatIsNotConfigured() {
        look(Duration.ZERO);
        assertThat(log.warnings())
                .containsExactly(
                        "1 results wait for destination pacs, which is not configured: nothing is"
                                + " sent there. Configure it again, or run: brixia-node jobs"
                                + " discard --destination pacs");
    }

    @Test
    void warnsOfWhatHasWaitedForAnHour() throws Exception {
        look(Duration.ofMinutes(59), PACS);
        assertThat(log.warnings()).isEmpty();
        DeliveryRecord claimed = outbox.claim("pacs", 1, NOON, NOON.plusSeconds(60)).get(0);
        outbox.retryAt(claimed.claim(), NOON, OptionalInt.of(0xA700), "0xA700\n(out of resources)");
        look(Duration.ofMinutes(192), PACS);
        assertThat(log.warnings())
                .containsExactly(
                        "1 results wait for destination pacs (PACS at 10.0.0.5:104), the oldest for"
                                + " 3 h 12 min; last error: 0xA700?(out of resources)");
    }

    @Test
    void keepsSilentOfWhatIsSent() throws Exception {
        outbox.sent(outbox.claim("pacs", 1, NOON, NOON.plusSeconds(60)).get(0).claim(), 0, NOON);
        look(Duration.ofDays(1), PACS);
        look(Duration.ofDays(1));
        assertThat(log.warnings()).isEmpty();
    }
}
