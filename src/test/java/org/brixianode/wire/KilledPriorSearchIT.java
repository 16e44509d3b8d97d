package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.brixianode.dicom.SopClasses;
import org.brixianode.testkit.NodeProcess;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.QueryPacs;
import org.brixianode.testkit.ResultSink;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 while an image waits for earlier radiographs. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KilledPriorSearchIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir Path folder;

    @Test
    void theImageIsScoredAtItsDeadlineAndSaysWhatIsMissing() throws Exception {
        int port = Peers.freePort();
        try (ResultSink sink = ResultSink.start(folder.resolve("sink"), 0);
                QueryPacs pacs = new QueryPacs(QueryPacs.Manner.SILENT)) {
            String more =
                    TestNode.standIn(folder.resolve("model"))
                            + """
                            destinations += { name = pacs, ae-title = PACS, host = "127.0.0.1", port = %d }
                            priors { source = pacs, wait = 12 s }
                            """
                                    .formatted(pacs.port());
            String config = TestNode.text(folder.resolve("node"), port, more, sink);
            List<Path> image = TestNode.chests(folder.resolve("in"), "chest", 1);
            try (NodeProcess node = NodeProcess.start(folder, config, port).awaitReady()) {
                assertThat(TestNode.send(port, image)).isEqualTo(1);
                await().atMost(PATIENCE).until(() -> !pacs.questions().isEmpty());
                node.kill();
            }
            assertThat(sink.arrivals()).isEmpty();

            try (NodeProcess node = NodeProcess.start(folder, config, port).awaitReady()) {
                await().atMost(PATIENCE)
                        .until(() -> !sink.ofClass(SopClasses.COMPREHENSIVE_3D_SR).isEmpty());
                Path report = sink.ofClass(SopClasses.COMPREHENSIVE_3D_SR).get(0).file();
                assertThat(Files.readString(report, StandardCharsets.ISO_8859_1))
                        .contains(
                                "The search for earlier radiographs in the PACS was not completed.");
                node.kill();
            }
        }
    }
}
