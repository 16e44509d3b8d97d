package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.brixianode.dicom.SopClasses;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.testkit.LogLines;
import org.brixianode.testkit.NodeProcess;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.ResultSink;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * kill -9 at any moment, then a start: every acknowledged image ends scored and delivered. The
 * node's model is a stand-in, so that its starts take little time.
 */
final class KilledNodeIT {

    private static final int ROUNDS = 4;
    private static final int IMAGES_A_ROUND = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Objects of one delivery, whose outcomes are recorded together. */
    private static final int BATCH = 2;

    @TempDir Path folder;

    @Test
    void everyAcknowledgedImageIsScoredOnceAndDelivered() throws Exception {
        Random random = new Random(11);
        try (ResultSink sink = ResultSink.start(folder.resolve("sink"), 0)) {
            int port = Peers.freePort();
            String model = TestNode.standIn(folder.resolve("model"));
            String config =
                    TestNode.text(
                            folder.resolve("node"), port, model + "send.batch = " + BATCH, sink);
            for (int round = 0; round < ROUNDS; round++) {
                List<Path> files =
                        TestNode.chests(
                                folder.resolve("in"), "round" + round + "-", IMAGES_A_ROUND);
                int sent = (round + 1) * IMAGES_A_ROUND;
                // All of the earlier rounds is sent, and of this one at most as much.
                int missing = 2 * round * IMAGES_A_ROUND - uids(sink).size();
                sink.holdAfter(sink.arrivals().size() + missing + random.nextInt(6));
                try (NodeProcess node = NodeProcess.start(folder, config, port).awaitReady()) {
                    assertThat(TestNode.send(port, files)).isEqualTo(IMAGES_A_ROUND);
                    // Killed between two steps of some job, and another one each round.
                    await().atMost(PATIENCE)
                            .pollInterval(Duration.ofMillis(10))
                            .until(sink::isHolding);
                    node.kill();
                }
                sink.letAllIn();
                await().atMost(PATIENCE).until(() -> sink.openAssociations() == 0);
                assertThat(reports(sink).size()).as("killed before all was sent").isLessThan(sent);
            }
            int expected = ROUNDS * IMAGES_A_ROUND;
            try (NodeProcess node = NodeProcess.start(folder, config, port).awaitReady()) {
                await().atMost(PATIENCE).until(() -> reports(sink).size() == expected);
                assertThat(node.stop()).as("the exit code after SIGTERM").isZero();
            }
            assertOneReportForEachImage(sink, expected);
            assertAuditTrail(LogLines.of(folder.resolve("node/audit"), "audit"));
        }
    }

    /** One JSON object a line, its time first; what was sent names its study and destination. */
    private static void assertAuditTrail(List<String> trail) {
        Set<Object> events = new HashSet<>();
        for (String line : trail) {
            Map<String, Object> event =
                    JsonMapper.shared().readValue(line, new TypeReference<>() {});
            assertThat(line).matches("\\{\"time\":\"[0-9T:-]{19}\\.[0-9]{3}Z\",\"event\":.*}");
            events.add(event.get("event"));
            if ("SENT".equals(event.get("event"))) {
                assertThat(event).containsKeys("study", "instance");
                assertThat(event)
                        .containsEntry("destination", "sink0")
                        .doesNotContainKey("delivery");
            }
        }
        assertThat(events).contains("STARTED", "RECEIVED", "SCORED", "SENT", "STOPPED");
    }

    /** By source: the reports' studies are those of the images, one image each. */
    private static void assertOneReportForEachImage(ResultSink sink, int images) {
        Map<String, Integer> reportsOfStudy = new HashMap<>();
        reports(sink)
                .values()
                .forEach(report -> reportsOfStudy.merge(report.ref().studyUid(), 1, Integer::sum));
        assertThat(reportsOfStudy).hasSize(images);
        assertThat(reportsOfStudy.values()).containsOnly(1);
        // What was under way when the node was killed may come twice, the same both times.
        Map<String, String> digests = new HashMap<>();
        for (ReceivedInstance arrival : sink.arrivals()) {
            String before =
                    digests.putIfAbsent(arrival.ref().sopInstanceUid(), arrival.contentDigest());
            assertThat(before == null || before.equals(arrival.contentDigest()))
                    .as("the same content of %s", arrival.ref().sopInstanceUid())
                    .isTrue();
        }
        assertThat(sink.arrivals().size()).isLessThanOrEqualTo(images * 2 + ROUNDS * BATCH);
    }

    private static Set<String> uids(ResultSink sink) {
        Set<String> uids = new HashSet<>();
        sink.arrivals().forEach(one -> uids.add(one.ref().sopInstanceUid()));
        return uids;
    }

    /** Distinct reports by UID. */
    private static Map<String, ReceivedInstance> reports(ResultSink sink) {
        Map<String, ReceivedInstance> reports = new HashMap<>();
        sink.ofClass(SopClasses.COMPREHENSIVE_3D_SR)
                .forEach(report -> reports.put(report.ref().sopInstanceUid(), report));
        return reports;
    }
}
