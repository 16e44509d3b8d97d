package org.brixianode.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.brixianode.ops.Alarm;
import org.brixianode.ops.Health;
import org.brixianode.study.JobState;
import org.brixianode.testkit.ResultSink;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics, health and alarms of a whole node. */
final class SelfWatchTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir static Path folder;

    private static ResultSink sink;
    private static Node node;

    @BeforeAll
    static void scoreOne() throws Exception {
        sink = ResultSink.start(folder.resolve("sink"), 0);
        node =
                Node.start(
                        TestNode.config(
                                Files.createDirectory(folder.resolve("node")),
                                TestNode.standIn(folder.resolve("model"))
                                        + "watch { interval = 1 s, disk-low = 30 MiB }\n",
                                sink),
                        Clock.systemUTC());
        assertThat(TestNode.send(node.port(), TestNode.chests(folder.resolve("in"), "one", 1)))
                .isEqualTo(1);
        System.gc(); // without a collection its metrics are not there
        await().atMost(SOON)
                .until(() -> node.selfWatch().metrics().scrape().contains("jvm_gc_pause_"));
        await().atMost(SOON).until(() -> node.jobs().counts().of(JobState.SCORED) == 1);
        await().atMost(SOON)
                .until(() -> value("brixia_deliveries{destination=\"sink0\",state=\"sent\"}") == 2);
        // An event follows what it tells of, which may be counted before.
        await().atMost(SOON)
                .until(() -> value("brixia_deliver_seconds_count{destination=\"sink0\"}") == 2);
        await().atMost(SOON).until(() -> value("brixia_turnaround_seconds_count") == 1);
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
        sink.close();
    }

    private static double value(String sample) {
        Matcher found =
                Pattern.compile("(?m)^" + Pattern.quote(sample) + " (\\S+)$")
                        .matcher(node.selfWatch().metrics().scrape());
        return found.find() ? Double.parseDouble(found.group(1)) : Double.NaN;
    }

    @Test
    void everyStepOfTheImageIsMeasured() {
        assertThat(value("brixia_receive_seconds_count")).isEqualTo(1);
        assertThat(value("brixia_decode_seconds_count")).isEqualTo(1);
        assertThat(value("brixia_score_seconds_count")).isEqualTo(1);
        assertThat(value("brixia_compose_seconds_count")).isEqualTo(1);
        assertThat(value("brixia_turnaround_seconds_count")).isEqualTo(1);
        assertThat(value("brixia_deliver_seconds_count{destination=\"sink0\"}")).isEqualTo(2);
        assertThat(value("brixia_receive_seconds_bucket{le=\"60.0\"}")).isEqualTo(1);
        assertThat(value("brixia_received_total")).isEqualTo(1);
        assertThat(value("brixia_scored_total")).isEqualTo(1);
        assertThat(value("brixia_store_responses_total{status=\"0000\"}")).isEqualTo(1);
    }

    @Test
    void theStateOfQueueDiskPoolsAndProcessIsThere() {
        assertThat(value("brixia_jobs{state=\"scored\"}")).isEqualTo(1);
        assertThat(value("brixia_jobs{state=\"waiting\"}")).isZero();
        assertThat(value("brixia_jobs_oldest_age_seconds")).isZero();
        assertThat(value("brixia_destination_up{destination=\"sink0\"}")).isEqualTo(1);
        assertThat(value("brixia_disk_free_bytes")).isPositive();
        assertThat(value("brixia_jobs_claimed")).isZero();
        assertThat(value("brixia_database_connections_limit")).isEqualTo(16);
        assertThat(value("brixia_jobs_failed_total{reason=\"scoring-failed\"}")).isZero();
        assertThat(value("brixia_associations_rejected_total{reason=\"called-title\"}")).isZero();
        assertThat(value("brixia_alarms_active{alarm=\"disk-low\",severity=\"warning\"}")).isZero();
        assertThat(node.selfWatch().metrics().scrape())
                .contains("jvm_memory_used_bytes", "jvm_gc_", "jvm_threads_live", "process_uptime")
                .containsPattern("brixia_node_info\\{ae_title=\"BRIXIA\",device=\"[^\"]+\"");
    }

    @Test
    void aSoundNodeIsLiveAndReady() {
        assertThat(node.selfWatch().board().active()).extracting(Alarm::text).isEmpty();
        assertThat(node.selfWatch().live().checks())
                .extracting(Health.Check::name)
                .containsExactly("threads", "claiming", "processing", "watch");
        assertThat(node.selfWatch().ready().checks())
                .extracting(Health.Check::name)
                .containsExactly(
                        "intake", "disk", "threads", "scoring", "watch", "destination sink0");
        assertThat(node.selfWatch().live().isOk()).isTrue();
        assertThat(node.selfWatch().ready().isOk()).isTrue();
    }

    /** Every metric that the dashboard and the alert rules name is there in a scrape. */
    @ParameterizedTest
    @ValueSource(strings = {"docs/grafana/brixia-node.json", "docs/grafana/alerts.yml"})
    void theQueriesOfTheDashboardNameExistingMetricsAndLabels(String file) throws Exception {
        String scrape = node.selfWatch().metrics().scrape();
        Set<String> known =
                Pattern.compile("(?m)^([a-z_]+)[{ ]")
                        .matcher(scrape)
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toSet());
        String text = Files.readString(Path.of(file)).replace("\\\"", "\"");
        List<String> named =
                Pattern.compile("\\b(?:brixia|jvm|process|system)_[a-z_]+")
                        .matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .distinct()
                        .toList();
        assertThat(named).hasSizeGreaterThan(4);
        assertThat(known).containsAll(named);
        Pattern.compile("\\b(?:state|reason|area|severity)(?:=~?)\"([a-z|-]+)\"")
                .matcher(text)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split("\\|")))
                .forEach(value -> assertThat(scrape).contains("=\"" + value + "\""));
    }
}
