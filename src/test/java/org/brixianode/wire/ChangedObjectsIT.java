package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.node.Node;
import org.brixianode.queue.JobAdmin;
import org.brixianode.queue.JobTrails;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.queue.ReplacedContent;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.send.dimse.StoreScu;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.testkit.CapturedLog;
import org.brixianode.testkit.LogLines;
import org.brixianode.testkit.NodeProcess;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.ResultSink;
import org.brixianode.testkit.TestNode;
import org.brixianode.testkit.TestObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image is sent again under its SOP Instance UID, corrected. */
final class ChangedObjectsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String FIXED = "FIXED-";
    private static final int IMAGES = 8;

    @TempDir Path folder;

    private String settings(String more) throws IOException {
        return TestNode.standIn(folder.resolve("model")) + more;
    }

    /** Until October 2014 Moscow was four hours ahead of UTC, since then three. */
    private static final String BEFORE_THE_CHANGE = "20130710";

    private Node start(String more, ResultSink... sinks) throws Exception {
        return Node.start(
                TestNode.config(folder.resolve("node"), settings(more), sinks), Clock.systemUTC());
    }

    private void send(Node node, TestObject image) throws Exception {
        send(node, image, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    private void send(Node node, TestObject image, String transferSyntaxUid) throws Exception {
        Path file = folder.resolve("image.dcm");
        image.write(file, transferSyntaxUid);
        assertThat(TestNode.send(node.port(), List.of(file))).isEqualTo(1);
    }

    private static Job awaitRun(Node node, int run) throws Exception {
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            Job job = onlyJob(node);
                            return job.run() == run && job.state() == JobState.SCORED;
                        });
        return onlyJob(node);
    }

    /** So many results have arrived, and the node has recorded that all are sent. */
    private static void awaitSent(Node node, ResultSink sink, int count) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                sink.arrivals().size() == count
                                        && node.outbox().ofJob(onlyJob(node).id()).stream()
                                                .allMatch(one -> one.state().isDelivered()));
    }

    private static Job onlyJob(Node node) throws Exception {
        List<Job> jobs = node.jobs().list(Set.of(), 10);
        assertThat(jobs).hasSize(1);
        return jobs.get(0);
    }

    /** The report that arrives as the n-th. */
    private static Attributes report(ResultSink sink, int n) throws IOException {
        await().atMost(PATIENCE).until(() -> reports(sink).size() >= n);
        return header(reports(sink).get(n - 1).file());
    }

    private static List<ReceivedInstance> reports(ResultSink sink) {
        return sink.ofClass(SopClasses.COMPREHENSIVE_3D_SR);
    }

    private static String predecessor(Attributes report) {
        Attributes study = report.getNestedDataset(Tag.PredecessorDocumentsSequence);
        return study == null
                ? "none"
                : study.getNestedDataset(Tag.ReferencedSeriesSequence)
                        .getNestedDataset(Tag.ReferencedSOPSequence)
                        .getString(Tag.ReferencedSOPInstanceUID);
    }

    @Test
    void aCorrectedIdentityIsReissuedAndOtherPixelsSupersede() throws Exception {
        try (ResultSink sink = ResultSink.start(folder.resolve("sink"), 0);
                Node node = start("", sink)) {
            TestObject image = TestNode.chest("one");
            send(node, image);
            awaitRun(node, 1);
            Attributes first = report(sink, 1);
            awaitSent(node, sink, 2);
            String scores = node.jobs().sheet(onlyJob(node).id()).orElseThrow();

            send(
                    node,
                    image.with(Tag.PatientID, VR.LO, FIXED + 1)
                            .with(Tag.PatientName, VR.PN, "Right^Person"));
            Job job = awaitRun(node, 2);
            assertThat(node.jobs().sheet(job.id())).contains(scores);
            Attributes second = report(sink, 2);
            assertThat(second.getString(Tag.PatientID)).isEqualTo(FIXED + 1);
            assertThat(second.getString(Tag.PatientName)).isEqualTo("Right^Person");
            assertThat(second.getString(Tag.SOPInstanceUID))
                    .isNotEqualTo(first.getString(Tag.SOPInstanceUID));
            assertThat(predecessor(second)).as("of another patient").isEqualTo("none");
            awaitSent(node, sink, 4);

            send(node, image.with(Tag.AccessionNumber, VR.SH, "A-2"));
            awaitRun(node, 3);
            Attributes third = report(sink, 3);
            assertThat(third.getString(Tag.AccessionNumber)).isEqualTo("A-2");
            assertThat(predecessor(third)).isEqualTo(second.getString(Tag.SOPInstanceUID));
            awaitSent(node, sink, 6);

            image.with(Tag.StudyInstanceUID, VR.UI, "2.25.777");
            send(node, image, TransferSyntaxes.RLE_LOSSLESS);
            awaitRun(node, 4);
            Attributes fourth = report(sink, 4);
            assertThat(fourth.getString(Tag.StudyInstanceUID)).isEqualTo("2.25.777");
            assertThat(predecessor(fourth)).as("of another study").isEqualTo("none");
            awaitSent(node, sink, 8);

            image.cells()[image.cells().length / 2] ^= 0x0400;
            send(node, image);
            awaitRun(node, 5);
            Attributes fifth = report(sink, 5);
            assertThat(predecessor(fifth)).isEqualTo(fourth.getString(Tag.SOPInstanceUID));
            awaitSent(node, sink, 10);
        }
        try (QueueDatabase database = database()) {
            Job job = new JobAdmin(database).list(Set.of(), 10).get(0);
            assertThat(new JobTrails(database).of(job.id()).orElseThrow().replaced())
                    .extracting(ReplacedContent::outcome)
                    .containsExactly(
                            ReplacedContent.Outcome.REISSUED,
                            ReplacedContent.Outcome.REISSUED,
                            ReplacedContent.Outcome.REISSUED,
                            ReplacedContent.Outcome.SUPERSEDED);
        }
    }

    @Test
    void aContentWithoutAResultIsReplacedAndNothingSuperseded() throws Exception {
        try (CapturedLog log = CapturedLog.of("org.brixianode.pipeline");
                Node node = start("")) {
            TestObject image = TestNode.chest("one");
            send(node, image.with(Tag.BodyPartExamined, VR.CS, "KNEE"));
            await().atMost(PATIENCE).until(() -> onlyJob(node).state() == JobState.NOT_SCORED);
            send(node, image.with(Tag.BodyPartExamined, VR.CS, "CHEST"));
            awaitRun(node, 2);
            await().atMost(PATIENCE).until(() -> log.infos().toString().contains(" scored "));
            assertThat(log.infos())
                    .filteredOn(line -> line.contains(" scored "))
                    .singleElement()
                    .asString()
                    .endsWith(", replaces an earlier content that had no result");
        }
    }

    private static List<String> named(Attributes note) {
        return note.getSequence(Tag.CurrentRequestedProcedureEvidenceSequence).stream()
                .flatMap(study -> study.getSequence(Tag.ReferencedSeriesSequence).stream())
                .flatMap(series -> series.getSequence(Tag.ReferencedSOPSequence).stream())
                .map(item -> item.getString(Tag.ReferencedSOPInstanceUID))
                .toList();
    }

    private static String title(Attributes note) {
        return note.getNestedDataset(Tag.ConceptNameCodeSequence).getString(Tag.CodeValue);
    }

    /** The SOP Instance UIDs of the results that arrived from the n-th on, without notes. */
    private static List<String> results(ResultSink sink, int from) {
        return sink.arrivals().stream()
                .filter(one -> !one.ref().sopClassUid().equals(SopClasses.KEY_OBJECT_SELECTION))
                .map(one -> one.ref().sopInstanceUid())
                .skip(from)
                .toList();
    }

    private static Attributes note(ResultSink sink, int n) throws IOException {
        await().atMost(PATIENCE)
                .until(() -> sink.ofClass(SopClasses.KEY_OBJECT_SELECTION).size() >= n);
        return header(sink.ofClass(SopClasses.KEY_OBJECT_SELECTION).get(n - 1).file());
    }

    /** A destination that wants rejection notes is told which of its results are not valid. */
    @Test
    void whatADestinationWasGivenIsRejectedThere() throws Exception {
        try (ResultSink archive = ResultSink.start(folder.resolve("archive"), 0);
                ResultSink viewer = ResultSink.start(folder.resolve("viewer"), 0);
                Node node =
                        start(
                                """
                                report.time-zone = "Europe/Moscow"
                                destinations = [
                                  { name = archive, ae-title = SINK, host = "127.0.0.1", port = %d
                                    results = [ report, heatmap, rejection-note ] }
                                  { name = viewer, ae-title = SINK, host = "127.0.0.1", port = %d
                                    results = [ heatmap ] } ]
                                """
                                        .formatted(archive.port(), viewer.port()))) {
            TestObject image =
                    TestNode.chest("one")
                            .with(Tag.StudyDate, VR.DA, BEFORE_THE_CHANGE)
                            .with(Tag.AcquisitionDate, VR.DA, BEFORE_THE_CHANGE);
            send(node, image);
            awaitRun(node, 1);
            awaitSent(node, archive, 2);
            Attributes first = report(archive, 1);

            image.with(Tag.PatientID, VR.LO, FIXED + 1);
            send(node, image.with(Tag.StudyInstanceUID, VR.UI, "2.25.778"));
            awaitRun(node, 2);
            Attributes misfiled = note(archive, 1);
            assertThat(title(misfiled)).as("Incorrect Modality Worklist Entry").isEqualTo("113038");
            assertThat(misfiled.getString(Tag.TimezoneOffsetFromUTC)).isEqualTo("+0400");
            for (int tag :
                    new int[] {Tag.PatientID, Tag.StudyInstanceUID, Tag.TimezoneOffsetFromUTC}) {
                assertThat(misfiled.getString(tag)).isEqualTo(first.getString(tag));
            }
            awaitSent(node, archive, 5);
            assertThat(named(misfiled))
                    .containsExactlyInAnyOrderElementsOf(results(archive, 0).subList(0, 2));

            image.cells()[image.cells().length / 2] ^= 0x0400;
            send(node, image);
            awaitRun(node, 3);
            Attributes changed = note(archive, 2);
            assertThat(title(changed)).as("Rejected for Quality Reasons").isEqualTo("113001");
            assertThat(changed.getString(Tag.PatientID)).isEqualTo(FIXED + 1);
            awaitSent(node, archive, 8);
            assertThat(named(changed))
                    .containsExactlyInAnyOrderElementsOf(results(archive, 2).subList(0, 2));

            send(node, image.with(Tag.ViewPosition, VR.CS, "LL"));
            Attributes lateral = note(archive, 3);
            assertThat(named(lateral))
                    .containsExactlyInAnyOrderElementsOf(results(archive, 4).subList(0, 2));
            assertThat(viewer.ofClass(SopClasses.KEY_OBJECT_SELECTION)).isEmpty();
        }
    }

    /** The note is composed from the earlier file; the corrected image does not wait for it. */
    @Test
    void theCorrectedImageGetsItsResultsWhereNoNoteCanBeWritten() throws Exception {
        try (ResultSink archive = ResultSink.start(folder.resolve("archive"), 0);
                Node node =
                        start(
                                """
                                destinations = [
                                  { name = archive, ae-title = SINK, host = "127.0.0.1", port = %d
                                    results = [ report, rejection-note ] } ]
                                """
                                        .formatted(archive.port()))) {
            TestObject image = TestNode.chest("one");
            send(node, image);
            Job first = awaitRun(node, 1);
            awaitSent(node, archive, 1);
            Files.delete(first.instance().file());

            send(node, image.with(Tag.PatientID, VR.LO, FIXED + 1));
            awaitRun(node, 2);
            assertThat(report(archive, 2).getString(Tag.PatientID)).isEqualTo(FIXED + 1);
            assertThat(archive.ofClass(SopClasses.KEY_OBJECT_SELECTION)).isEmpty();
        }
    }

    /** The later image's report must not keep the scores of what is another person's image. */
    @Test
    void aReportThatNamesTheMisfiledImageIsReplaced() throws Exception {
        try (ResultSink sink = ResultSink.start(folder.resolve("sink"), 0);
                Node node = start("", sink)) {
            TestObject first = of("one", "20260301");
            send(node, first);
            report(sink, 1);
            send(node, of("two", "20260305"));
            Attributes compared = report(sink, 2);
            assertThat(compared.toString(1 << 16, 200)).contains("2026-03-01");

            send(node, first.with(Tag.PatientID, VR.LO, FIXED + 1));
            Attributes again =
                    header(
                            await().atMost(PATIENCE)
                                    .until(
                                            () -> replacing(sink, compared),
                                            java.util.Optional::isPresent)
                                    .orElseThrow()
                                    .file());
            assertThat(again.getString(Tag.PatientID)).isEqualTo(FIXED);
            assertThat(again.toString(1 << 16, 200)).doesNotContain("2026-03-01");
        }
    }

    private static TestObject of(String name, String date) {
        return TestNode.chest(name)
                .with(Tag.PatientID, VR.LO, FIXED)
                .with(Tag.StudyDate, VR.DA, date)
                .with(Tag.AcquisitionDate, VR.DA, date);
    }

    /** The report whose predecessor another one is. */
    private static java.util.Optional<ReceivedInstance> replacing(
            ResultSink sink, Attributes earlier) throws IOException {
        for (ReceivedInstance one : reports(sink)) {
            if (predecessor(header(one.file())).equals(earlier.getString(Tag.SOPInstanceUID))) {
                return java.util.Optional.of(one);
            }
        }
        return java.util.Optional.empty();
    }

    private QueueDatabase database() throws Exception {
        return QueueDatabase.open(TestNode.config(folder.resolve("node"), "").queue());
    }

    private static Attributes header(Path file) throws IOException {
        return Part10.readHeader(file).dataset();
    }

    @Test
    void resultsThatWaitAreNotSentUnderTheWrongIdentity() throws Exception {
        int port = Peers.freePort();
        String destination =
                "destinations = [ { name = pacs, ae-title = %s, host = \"127.0.0.1\", port = %d } ]"
                        .formatted(ResultSink.TITLE, port);
        try (Node node = start(destination)) {
            TestObject image = TestNode.chest("one");
            send(node, image);
            awaitRun(node, 1);
            send(node, image.with(Tag.PatientID, VR.LO, FIXED + 1));
            awaitRun(node, 2);
            try (ResultSink sink = ResultSink.start(folder.resolve("sink"), port)) {
                await().atMost(PATIENCE).until(() -> sink.arrivals().size() >= 2);
                for (ReceivedInstance arrival : sink.arrivals()) {
                    assertThat(header(arrival.file()).getString(Tag.PatientID))
                            .isEqualTo(FIXED + 1);
                }
            }
        }
    }

    @Test
    void otherContentIsKeptApartWhereThatIsConfigured() throws Exception {
        try (Node node = start("storage.changed-objects = keep")) {
            TestObject image = TestNode.chest("one");
            send(node, image);
            Job first = awaitRun(node, 1);
            send(node, image.with(Tag.PatientID, VR.LO, FIXED + 1));

            assertThat(node.jobs().conflicts(10)).hasSize(1);
            assertThat(node.jobs().conflicts(10).get(0).file())
                    .hasParent(folder.resolve("node/spool/conflict"))
                    .exists();
            assertThat(onlyJob(node)).isEqualTo(first);
        }
    }

    /** kill -9 while corrections come, and the sender's retry. */
    @Test
    void noCorrectionIsLostByAKill() throws Exception {
        int port = Peers.freePort();
        List<Path> first = TestNode.chests(folder.resolve("in"), "image", IMAGES);
        List<Path> corrected = corrected();
        try (ResultSink sink = ResultSink.start(folder.resolve("sink"), 0)) {
            String config = TestNode.text(folder.resolve("node"), port, settings(""), sink);
            try (NodeProcess node = NodeProcess.start(folder, config, port).awaitReady()) {
                assertThat(TestNode.send(port, first)).isEqualTo(IMAGES);
                killWhileSending(node, port, corrected);
            }
            try (NodeProcess node = NodeProcess.start(folder, config, port).awaitReady()) {
                assertThat(TestNode.send(port, corrected)).isEqualTo(IMAGES);
                node.kill();
            }
            // What was in the sink's buffers has arrived, too.
            await().atMost(PATIENCE).until(() -> sink.openAssociations() == 0);
            int before = sink.arrivals().size();
            try (NodeProcess node = NodeProcess.start(folder, config, port).awaitReady()) {
                await().atMost(PATIENCE).until(() -> correctedReports(sink).size() == IMAGES);
                assertThat(node.stop()).isZero();
            }
            for (ReceivedInstance arrival :
                    sink.arrivals().subList(before, sink.arrivals().size())) {
                assertThat(header(arrival.file()).getString(Tag.PatientID))
                        .as("sent after all corrections were acknowledged")
                        .startsWith(FIXED);
            }
        }
        assertBothContentsAreKept();
        // A kill may come between a commit and its line.
        Path storage = folder.resolve("node");
        assertThat(LogLines.audited(storage, "REPLACED")).isBetween(IMAGES - 1L, (long) IMAGES);
        assertThat(LogLines.audited(storage, "REISSUED")).isPositive();
    }

    private List<Path> corrected() throws IOException {
        Path in = Files.createDirectories(folder.resolve("corrected"));
        List<Path> files = new java.util.ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            Path file = in.resolve(i + ".dcm");
            TestNode.chest("image" + i)
                    .with(Tag.PatientID, VR.LO, FIXED + i)
                    .write(file, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
            files.add(file);
        }
        return files;
    }

    private static void killWhileSending(NodeProcess node, int port, List<Path> files)
            throws Exception {
        DimseDestination peer =
                new DimseDestination(
                        "node", TestNode.TITLE, "127.0.0.1", port, java.util.Optional.empty());
        AtomicInteger acknowledged = new AtomicInteger();
        ExecutorService sender = Executors.newSingleThreadExecutor();
        try {
            Future<?> sending =
                    sender.submit(
                            () ->
                                    StoreScu.store(
                                            DimseConfig.defaults(TestNode.SENDER),
                                            peer,
                                            files,
                                            one -> acknowledged.incrementAndGet()));
            await().atMost(PATIENCE).until(() -> acknowledged.get() >= 3);
            node.kill();
            sending.get();
        } finally {
            sender.shutdownNow();
        }
    }

    private static Map<String, String> correctedReports(ResultSink sink) throws IOException {
        Map<String, String> patients = new TreeMap<>();
        for (ReceivedInstance one : reports(sink)) {
            String patient = header(one.file()).getString(Tag.PatientID);
            if (patient.startsWith(FIXED)) {
                patients.put(patient, one.ref().sopInstanceUid());
            }
        }
        return patients;
    }

    private void assertBothContentsAreKept() throws Exception {
        try (QueueDatabase database = database()) {
            List<Job> jobs = new JobAdmin(database).list(Set.of(), 100);
            assertThat(jobs).hasSize(IMAGES);
            for (Job job : jobs) {
                assertThat(job.instance().file()).exists();
                assertThat(header(job.instance().file()).getString(Tag.PatientID))
                        .startsWith(FIXED);
                List<ReplacedContent> earlier =
                        new JobTrails(database).of(job.id()).orElseThrow().replaced();
                assertThat(earlier).hasSize(1);
                assertThat(earlier.get(0).instance().file()).exists();
                assertThat(earlier.get(0).outcome()).isEqualTo(ReplacedContent.Outcome.REISSUED);
            }
        }
    }
}
