package org.brixianode.ops.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.brixianode.ops.AlarmBoard;
import org.brixianode.ops.AlarmKind;
import org.brixianode.ops.Events;
import org.brixianode.ops.NetworkAddress;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.TrustedName;
import org.brixianode.study.AeTitle;
import org.brixianode.study.NotScoredCode;
import org.brixianode.testkit.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NodeMetricsTest {

    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    private final ManualClock clock = new ManualClock(START);
    private final AlarmBoard board = new AlarmBoard(Events.NONE, clock);
    private final NodeMetrics metrics = new NodeMetrics(board, clock);

    @AfterEach
    void close() {
        metrics.close();
    }

    private Figures figures(String... destinations) {
        List<Figures.Destination> all = new ArrayList<>();
        for (String name : destinations) {
            all.add(new Figures.Destination(name, Map.of("waiting", 3L), Optional.of(START), true));
        }
        return new Figures(
                START, Map.of("waiting", 2L, "scored", 7L), Optional.of(START), all, 5, 9);
    }

    private double value(String sample) {
        return Pattern.compile("(?m)^" + Pattern.quote(sample) + " (\\S+)$")
                .matcher(metrics.scrape())
                .results()
                .map(found -> Double.parseDouble(found.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(sample + " in " + metrics.scrape()));
    }

    @Test
    void agesGrowBetweenTwoLooks() {
        metrics.update(figures("pacs"));
        clock.advance(Duration.ofSeconds(90));
        assertThat(value("brixia_jobs_oldest_age_seconds")).isEqualTo(90);
        assertThat(value("brixia_deliveries_oldest_age_seconds{destination=\"pacs\"}"))
                .isEqualTo(90);
        assertThat(value("brixia_watch_last_check_age_seconds")).isEqualTo(90);
        assertThat(value("brixia_jobs{state=\"waiting\"}")).isEqualTo(2);
        assertThat(value("brixia_deliveries{destination=\"pacs\",state=\"waiting\"}")).isEqualTo(3);
        assertThat(value("brixia_destination_up{destination=\"pacs\"}")).isZero();
    }

    @Test
    void aRemovedDestinationHasNoValueAndANewOneHas() {
        metrics.update(figures("pacs"));
        metrics.update(figures("archive"));
        assertThat(value("brixia_destination_up{destination=\"pacs\"}")).isNaN();
        assertThat(value("brixia_destination_up{destination=\"archive\"}")).isZero();
    }

    @Test
    void eventsAndAlarmsAreCounted() {
        metrics.on(
                START,
                new NodeEvent.NotScored(NodeEvent.Image.of("1.2", "1.3"), NotScoredCode.HEADER));
        metrics.on(
                START,
                new NodeEvent.AssociationRejected(
                        new AeTitle("A"),
                        new AeTitle("B"),
                        NetworkAddress.UNKNOWN,
                        NodeEvent.Rejection.CALLED_TITLE,
                        4));
        board.raise(AlarmKind.RESULTS_WAITING, new TrustedName("pacs"), "late");
        board.raise(AlarmKind.RESULTS_WAITING, new TrustedName("archive"), "late");
        assertThat(value("brixia_not_scored_total{reason=\"header\"}")).isEqualTo(1);
        assertThat(value("brixia_associations_rejected_total{reason=\"called-title\"}"))
                .isEqualTo(4);
        assertThat(value("brixia_alarms_active{alarm=\"results-waiting\",severity=\"error\"}"))
                .isEqualTo(2);
    }

    /** What comes from peers and images does not become a label, whatever they send. */
    @Test
    void noPeerCanAddALabel() {
        int before = lines();
        for (int i = 0; i < 100; i++) {
            metrics.on(
                    START,
                    new NodeEvent.AssociationRejected(
                            new AeTitle("A" + i),
                            new AeTitle("B" + i),
                            new NetworkAddress("10.0.0." + i),
                            NodeEvent.Rejection.OTHER,
                            1));
            metrics.on(
                    START,
                    new NodeEvent.NotScored(
                            NodeEvent.Image.of("1.2." + i, "1.3." + i), NotScoredCode.DAMAGED));
        }
        assertThat(lines()).isEqualTo(before);
    }

    private int lines() {
        return (int) metrics.scrape().lines().filter(line -> line.startsWith("brixia")).count();
    }

    /** A scrape during an update shows every value once. */
    @Test
    void scrapesAndUpdatesGoOnAtOnce() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<?> updates =
                    other.submit(
                            () -> {
                                for (int i = 0; i < 300; i++) {
                                    metrics.update(figures("pacs", "d" + i % 7));
                                }
                            });
            do {
                assertThat(metrics.scrape()).contains("brixia_jobs_oldest_age_seconds");
            } while (!updates.isDone());
            updates.get();
        } finally {
            other.shutdown();
        }
    }
}
