package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.node.Node;
import org.brixianode.queue.DeliveryState;
import org.brixianode.study.JobState;
import org.brixianode.study.Raster;
import org.brixianode.testkit.DicomObjects;
import org.brixianode.testkit.ResultSink;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image that is a chest by its header only, and a destination that wants to know. */
final class RefusalDeliveryTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int SIDE = 256;

    @TempDir private Path folder;

    private Path noise() throws Exception {
        Random random = new Random(4);
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        Path file = folder.resolve("noise.dcm");
        DicomObjects.dx("noise", new Raster(SIDE, SIDE, values), 12)
                .write(file, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        return file;
    }

    private static String destination(String name, ResultSink sink, String results) {
        return "{ name = %s, ae-title = %s, host = \"127.0.0.1\", port = %d, results = [ %s ] }"
                .formatted(name, ResultSink.TITLE, sink.port(), results);
    }

    @Test
    void whoWantsItIsToldWhyThereIsNoScore() throws Exception {
        try (ResultSink told = ResultSink.start(folder.resolve("told"), 0);
                ResultSink other = ResultSink.start(folder.resolve("other"), 0)) {
            String destinations =
                    "destinations = [ %s, %s ]\n"
                            .formatted(
                                    destination("told", told, "report, refusal"),
                                    destination("other", other, "report, heatmap"));
            try (Node node =
                    Node.start(
                            TestNode.config(folder.resolve("node"), destinations),
                            Clock.systemUTC())) {
                assertThat(TestNode.send(node.port(), List.of(noise()))).isEqualTo(1);
                await().atMost(LONG).until(() -> node.jobs().counts().of(JobState.NOT_SCORED) == 1);
                assertThat(node.jobs().list(Set.of(), 2).get(0).reason().orElseThrow())
                        .contains("lungs");
                await().atMost(LONG).until(() -> told.arrivals().size() == 1);
                assertThat(told.ofClass(SopClasses.COMPREHENSIVE_SR)).hasSize(1);
                assertThat(node.outbox().ofJob(1))
                        .singleElement()
                        .satisfies(
                                sent -> {
                                    assertThat(sent.destination()).isEqualTo("told");
                                    assertThat(sent.object().kind().label()).isEqualTo("refusal");
                                });
                await().atMost(LONG)
                        .until(() -> node.outbox().ofJob(1).get(0).state() == DeliveryState.SENT);
                assertThat(other.arrivals()).isEmpty();
            }
        }
    }
}
