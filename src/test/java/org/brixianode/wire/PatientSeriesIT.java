package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.node.Node;
import org.brixianode.queue.DeliveryState;
import org.brixianode.study.JobState;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;
import org.brixianode.testkit.ContentTree;
import org.brixianode.testkit.ResultSink;
import org.brixianode.testkit.ShiftedClock;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Radiographs of patients, sent in any order: in the end the report of each lists exactly the
 * patient's earlier ones, with their totals, and none was reported more than twice.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PatientSeriesIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration RENEWED = Duration.ofMinutes(11);
    private static final int IMAGES = 6;

    @TempDir Path folder;

    private final ShiftedClock clock = new ShiftedClock();

    /**
     * A report of an image.
     *
     * @param earlier totals of the earlier results, by date
     */
    private record Report(
            String uid, int total, Map<String, Integer> earlier, List<String> before) {

        static Report read(Path file) throws IOException {
            Attributes report = Part10.read(file).dataset();
            Map<String, Integer> earlier = new TreeMap<>();
            for (Attributes item : ContentTree.all(report, "EARLIER")) {
                String text = item.getString(Tag.TextValue);
                assertThat(earlier.put(text.substring(17, 27), total(item))).isNull();
            }
            return new Report(
                    report.getString(Tag.SOPInstanceUID),
                    total(report),
                    earlier,
                    predecessors(report));
        }

        private static List<String> predecessors(Attributes report) {
            List<String> uids = new ArrayList<>();
            Sequence studies = report.getSequence(Tag.PredecessorDocumentsSequence);
            if (studies != null) {
                for (Attributes study : studies) {
                    for (Attributes series : study.getSequence(Tag.ReferencedSeriesSequence)) {
                        for (Attributes object : series.getSequence(Tag.ReferencedSOPSequence)) {
                            uids.add(object.getString(Tag.ReferencedSOPInstanceUID));
                        }
                    }
                }
            }
            return uids;
        }

        /** The first total of a report, or that among the properties of an earlier result. */
        private static int total(Attributes item) {
            return ContentTree.all(item, "GLOBAL").stream()
                    .filter(one -> "NUM".equals(one.getString(Tag.ValueType)))
                    .map(one -> one.getNestedDataset(Tag.MeasuredValueSequence))
                    .map(one -> Integer.parseInt(one.getString(Tag.NumericValue)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String date(int n) {
        return "2026-03-%02d".formatted(n + 1);
    }

    /** Files of a patient's radiographs, the first taken first. */
    private List<Path> images(String patient) throws IOException {
        List<Path> images = new ArrayList<>();
        for (int n = 0; n < IMAGES; n++) {
            String day = date(n).replace("-", "");
            Path file = folder.resolve(patient + n + ".dcm");
            TestNode.chest(patient + n)
                    .with(Tag.PatientID, VR.LO, patient)
                    .with(Tag.PatientName, VR.PN, "Roe^Mary")
                    .with(Tag.StudyDate, VR.DA, day)
                    .with(Tag.SeriesDate, VR.DA, day)
                    .with(Tag.AcquisitionDate, VR.DA, day)
                    .with(Tag.ContentDate, VR.DA, day)
                    .write(file, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
            images.add(file);
        }
        return images;
    }

    /** The reports of each patient by date of the image, the first that arrived first. */
    private static Map<String, Map<String, List<Report>>> reports(ResultSink sink)
            throws IOException {
        Map<String, Map<String, List<Report>>> reports = new TreeMap<>();
        for (ReceivedInstance arrival : sink.ofClass(SopClasses.COMPREHENSIVE_3D_SR)) {
            Attributes header = Part10.readHeader(arrival.file()).dataset();
            String day =
                    header.getString(Tag.StudyDate)
                            .replaceFirst("(\\d{4})(\\d\\d)(\\d\\d)", "$1-$2-$3");
            reports.computeIfAbsent(header.getString(Tag.PatientID), any -> new TreeMap<>())
                    .computeIfAbsent(day, any -> new ArrayList<>())
                    .add(Report.read(arrival.file()));
        }
        return reports;
    }

    private static boolean isComplete(Map<String, List<Report>> reports) {
        for (int n = 0; n < IMAGES; n++) {
            List<Report> all = reports.getOrDefault(date(n), List.of());
            if (all.isEmpty() || all.get(all.size() - 1).earlier().size() != n) {
                return false;
            }
        }
        return true;
    }

    private static void assertCourse(Map<String, List<Report>> reports, int mostReports) {
        Map<String, Integer> before = new TreeMap<>();
        for (int n = 0; n < IMAGES; n++) {
            List<Report> all = reports.get(date(n));
            Report last = all.get(all.size() - 1);
            assertThat(last.earlier()).as(date(n)).isEqualTo(before);
            assertThat(last.total()).isBetween(0, 18);
            assertThat(all.size()).isBetween(1, mostReports);
            assertThat(last.before())
                    .isEqualTo(all.size() == 1 ? List.of() : List.of(all.get(0).uid()));
            before.put(date(n), last.total());
        }
    }

    /** All images are scored, and all results sent and recorded as sent. */
    private static boolean isDone(Node node, int images) throws StageException {
        Map<DeliveryState, Long> sent = node.outbox().counts().get("sink0");
        return sent != null
                && node.jobs().counts().of(JobState.SCORED) == images
                && sent.get(DeliveryState.WAITING) + sent.get(DeliveryState.SENDING) == 0;
    }

    /** The time until a renewal passes by the clock when all has come, however long that takes. */
    @Test
    void patientsWhoseImagesComeInOrderReversedAndShuffled() throws Exception {
        List<Path> inOrder = images("P-1");
        List<Path> reversed = images("P-2");
        Collections.reverse(reversed);
        List<Path> shuffled = images("P-3");
        Collections.shuffle(shuffled, new Random(3));
        List<Path> all = new ArrayList<>();
        for (int n = 0; n < IMAGES; n++) {
            all.addAll(List.of(inOrder.get(n), reversed.get(n), shuffled.get(n)));
        }
        try (ResultSink sink = ResultSink.start(folder.resolve("sink"), 0);
                Node node =
                        Node.start(
                                TestNode.config(
                                        folder.resolve("node"),
                                        TestNode.standIn(folder.resolve("model"))
                                                + "priors.renew-after = 10 minutes\n",
                                        sink),
                                clock)) {
            assertThat(TestNode.send(node.port(), all)).isEqualTo(all.size());
            await().atMost(LIMIT).until(() -> isDone(node, all.size()));
            assertThat(sink.ofClass(SopClasses.COMPREHENSIVE_3D_SR)).hasSize(all.size());

            clock.advance(RENEWED);
            await().atMost(LIMIT)
                    .until(
                            () ->
                                    reports(sink).values().stream()
                                                    .filter(PatientSeriesIT::isComplete)
                                                    .count()
                                            == 3);
            await().atMost(LIMIT).until(() -> isDone(node, all.size()));
            clock.advance(RENEWED);
            await().during(Duration.ofSeconds(3))
                    .atMost(LIMIT)
                    .until(() -> node.jobs().counts().waiting() == 0);

            Map<String, Map<String, List<Report>>> reports = reports(sink);
            assertCourse(reports.get("P-1"), 1);
            assertCourse(reports.get("P-2"), 2);
            assertCourse(reports.get("P-3"), 2);
        }
    }
}
