package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.node.Node;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.testkit.DicomObjects;
import org.brixianode.testkit.OtherPhantoms;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.ResultSink;
import org.brixianode.testkit.TestNode;
import org.brixianode.testkit.TestObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole node over loopback: with the bundled model where its scores matter, else with a stand-in.
 */
final class NodeIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir Path folder;

    private Node start(String more, ResultSink... sinks) throws Exception {
        return Node.start(TestNode.config(folder.resolve("node"), more, sinks), Clock.systemUTC());
    }

    private String standIn() throws Exception {
        return TestNode.standIn(folder.resolve("model"));
    }

    private static void awaitEnd(Node node, long received) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                node.jobs().counts().received() == received
                                        && node.jobs().counts().waiting() == 0);
    }

    private static void awaitArrivals(ResultSink sink, int count) {
        await().atMost(PATIENCE).until(() -> sink.arrivals().size() >= count);
    }

    @Test
    void eachImageGetsOneReportAndOneHeatmapInItsOwnStudy() throws Exception {
        List<Path> files = TestNode.chests(folder.resolve("in"), "chest", 3);
        try (ResultSink sink = ResultSink.start(folder.resolve("sink"), 0);
                Node node = start("", sink)) {
            assertThat(TestNode.send(node.port(), files)).isEqualTo(3);
            awaitEnd(node, 3);
            awaitArrivals(sink, 6);
            Set<String> studies = new HashSet<>();
            for (Job job : node.jobs().list(Set.of(JobState.SCORED), 10)) {
                String study = job.instance().ref().studyUid();
                studies.add(study);
                assertThat(
                                sink.arrivals().stream()
                                        .filter(one -> one.ref().studyUid().equals(study))
                                        .map(one -> one.ref().sopClassUid()))
                        .containsExactlyInAnyOrder(
                                SopClasses.COMPREHENSIVE_3D_SR, SopClasses.SECONDARY_CAPTURE);
            }
            assertThat(studies).hasSize(3);
        }
    }

    @Test
    void theSameImageInEverySyntaxGetsTheSameScores() throws Exception {
        Map<String, String> syntaxes = new LinkedHashMap<>();
        syntaxes.put("implicit", TransferSyntaxes.IMPLICIT_VR_LITTLE_ENDIAN);
        syntaxes.put("explicit", TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        syntaxes.put("big", TransferSyntaxes.EXPLICIT_VR_BIG_ENDIAN);
        syntaxes.put("deflated", TransferSyntaxes.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);
        syntaxes.put("rle", TransferSyntaxes.RLE_LOSSLESS);
        syntaxes.put("jpeg", TransferSyntaxes.JPEG_LOSSLESS_SV1);
        syntaxes.put("jpeg-ls", TransferSyntaxes.JPEG_LS_LOSSLESS);
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> syntax : syntaxes.entrySet()) {
            Path file = folder.resolve(syntax.getKey() + ".dcm");
            TestObject chest = TestNode.chest("same");
            // Another instance of the same picture.
            chest.with(
                    header ->
                            header.setString(
                                    org.aoju.bus.image.Tag.SOPInstanceUID,
                                    org.aoju.bus.image.galaxy.data.VR.UI,
                                    "1.2.3." + (files.size() + 1)));
            chest.write(file, syntax.getValue());
            files.add(file);
        }
        try (Node node = start("model.batch = 5")) {
            assertThat(TestNode.send(node.port(), files)).isEqualTo(files.size());
            awaitEnd(node, files.size());
            Set<String> sheets = new HashSet<>();
            for (Job job : node.jobs().list(Set.of(), 10)) {
                assertThat(job.state()).as("%s", job).isEqualTo(JobState.SCORED);
                sheets.add(node.jobs().sheet(job.id()).orElseThrow());
            }
            assertThat(sheets).hasSize(1);
        }
    }

    @Test
    void sharedObjectsInJpegLsAndJpegExtendedAreScored() throws Exception {
        List<Path> files =
                List.of(
                        Peers.shared("data/dicom/dx-jpegls.dcm"),
                        Peers.shared("data/dicom/dx-jpeg-extended12.dcm"));
        try (Node node = start("")) {
            assertThat(TestNode.send(node.port(), files)).isEqualTo(files.size());
            awaitEnd(node, files.size());
            assertThat(node.jobs().list(Set.of(), 10))
                    .allSatisfy(job -> assertThat(job.state()).isEqualTo(JobState.SCORED))
                    .extracting(job -> job.instance().transferSyntaxUid())
                    .containsExactlyInAnyOrder(
                            TransferSyntaxes.JPEG_LS_LOSSLESS, TransferSyntaxes.JPEG_EXTENDED);
        }
    }

    /** The budget is a minute, and 5000 replicas would take several. */
    @Test
    void aStopEndsARunningExplanationAndItsImageIsScored() throws Exception {
        String explained =
                "stop-wait = 90 s, model.batch = 1, explain { map = super-pixels, replicas = 5000,"
                        + " time-budget = 60 s }";
        List<Path> files = TestNode.chests(folder.resolve("in"), "chest", 1);
        long stopNs;
        try (Node node = start(explained)) {
            assertThat(TestNode.send(node.port(), files)).isEqualTo(1);
            await().atMost(PATIENCE)
                    .until(() -> !node.jobs().list(Set.of(JobState.RUNNING), 1).isEmpty());
            stopNs = System.nanoTime();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - stopNs)).isLessThan(Duration.ofSeconds(45));
        try (Node again = start("")) {
            assertThat(again.jobs().list(Set.of(JobState.SCORED), 10))
                    .as("scored before the stop ended")
                    .hasSize(1);
        }
    }

    @Test
    void anUnscorableImageIsReportedAndTheNextOneScored() throws Exception {
        List<Path> files = new ArrayList<>();
        files.add(
                write(
                        "lateral",
                        DicomObjects.dx("l", OtherPhantoms.lateral(512, 1), 12)
                                .with(
                                        org.aoju.bus.image.Tag.ViewPosition,
                                        org.aoju.bus.image.galaxy.data.VR.CS,
                                        "LL")));
        files.add(
                write(
                        "hand",
                        DicomObjects.dx("h", OtherPhantoms.hand(512, 1), 12)
                                .with(
                                        org.aoju.bus.image.Tag.BodyPartExamined,
                                        org.aoju.bus.image.galaxy.data.VR.CS,
                                        "HAND")));
        files.add(write("abdomen", DicomObjects.dx("a", OtherPhantoms.abdomen(512, 1), 12)));
        files.add(write("chest", TestNode.chest("good")));
        try (Node node = start("")) {
            assertThat(TestNode.send(node.port(), files)).isEqualTo(4);
            awaitEnd(node, 4);
            assertThat(node.jobs().counts().of(JobState.SCORED)).isEqualTo(1);
            assertThat(node.jobs().counts().of(JobState.NOT_SCORED)).isEqualTo(3);
            List<String> reasons =
                    node.jobs().list(Set.of(JobState.NOT_SCORED), 10).stream()
                            .map(job -> job.reason().orElse(""))
                            .toList();
            assertThat(reasons).anyMatch(reason -> reason.contains("lateral"));
            assertThat(reasons).anyMatch(reason -> reason.contains("HAND"));
            assertThat(reasons).anyMatch(reason -> reason.contains("lung"));
        }
    }

    private Path write(String name, TestObject object) throws Exception {
        Path file = folder.resolve(name + ".dcm");
        object.write(file, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        return file;
    }

    @Test
    void tenSendersAtOnceLoseNothingAndTheSameImageIsScoredOnce() throws Exception {
        List<Path> shared = TestNode.chests(folder.resolve("shared"), "shared", 2);
        ExecutorService senders = Executors.newFixedThreadPool(10);
        try (ResultSink sink = ResultSink.start(folder.resolve("sink"), 0);
                Node node = start(standIn() + "model.workers = 2", sink)) {
            List<Future<Long>> sent = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                List<Path> files =
                        new ArrayList<>(TestNode.chests(folder.resolve("s" + i), "own" + i, 1));
                files.addAll(shared);
                sent.add(senders.submit(() -> TestNode.send(node.port(), files)));
            }
            for (Future<Long> one : sent) {
                assertThat(one.get()).isEqualTo(3);
            }
            awaitEnd(node, 12);
            awaitArrivals(sink, 24);
            assertThat(node.jobs().counts().of(JobState.SCORED)).isEqualTo(12);
            assertThat(sink.arrivals()).hasSize(24);
        } finally {
            senders.shutdownNow();
        }
    }

    @Test
    void aDeadDestinationDelaysNoOtherAndGetsItsResultsLater() throws Exception {
        int deadPort = Peers.freePort();
        String dead =
                standIn()
                        + "destinations = ${destinations} [ { name = dead, ae-title = SINK,"
                        + " host = \"127.0.0.1\", port = "
                        + deadPort
                        + " } ]";
        List<Path> files = TestNode.chests(folder.resolve("in"), "chest", 2);
        try (ResultSink living = ResultSink.start(folder.resolve("living"), 0);
                Node node = start(dead, living)) {
            assertThat(TestNode.send(node.port(), files)).isEqualTo(2);
            awaitArrivals(living, 4);
            try (ResultSink late = ResultSink.start(folder.resolve("late"), deadPort)) {
                awaitArrivals(late, 4);
                assertThat(uids(late.arrivals())).isEqualTo(uids(living.arrivals()));
            }
            assertThat(living.arrivals()).hasSize(4);
        }
    }

    private static Set<String> uids(List<ReceivedInstance> instances) {
        Set<String> uids = new HashSet<>();
        instances.forEach(one -> uids.add(one.ref().sopInstanceUid()));
        return uids;
    }

    @Test
    void aWorkstationThatShowsNoTemplateGetsPlainText() throws Exception {
        List<Path> files = TestNode.chests(folder.resolve("in"), "chest", 1);
        try (ResultSink sink = ResultSink.start(folder.resolve("sink"), 0)) {
            String more =
                    standIn()
                            + "destinations = [ { name = ws, ae-title = SINK, host = \"127.0.0.1\","
                            + " port = %d, sr = basic-text },".formatted(sink.port())
                            + " { name = other, ae-title = OTHER, host = \"127.0.0.1\","
                            + " port = %d, results-of = own } ]".formatted(sink.port());
            try (Node node = start(more)) {
                assertThat(TestNode.send(node.port(), files)).isEqualTo(1);
                awaitEnd(node, 1);
                awaitArrivals(sink, 2);
                assertThat(sink.ofClass(SopClasses.BASIC_TEXT_SR)).hasSize(1);
                assertThat(sink.ofClass(SopClasses.SECONDARY_CAPTURE)).hasSize(1);
                long job = node.jobs().list(Set.of(), 1).get(0).id();
                assertThat(node.outbox().ofJob(job)).hasSize(2);
            }
        }
    }

    @Test
    void nothingIsLeftBehindByAnOrderedStop() throws Exception {
        List<Path> files = TestNode.chests(folder.resolve("in"), "chest", 4);
        String standIn = standIn();
        try (ResultSink sink = ResultSink.start(folder.resolve("sink"), 0)) {
            try (Node node = start(standIn, sink)) {
                assertThat(TestNode.send(node.port(), files)).isEqualTo(4);
            }
            try (Node again = start(standIn, sink)) {
                awaitEnd(again, 4);
                awaitArrivals(sink, 8);
                assertThat(again.jobs().counts().of(JobState.SCORED)).isEqualTo(4);
            }
            assertThat(sink.arrivals()).hasSize(8);
            assertThat(Files.exists(folder.resolve("node/db/brixia.mv.db"))).isTrue();
        }
    }
}
