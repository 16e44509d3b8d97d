package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.config.ConfigReader;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.node.Node;
import org.brixianode.study.JobState;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.QueryPacs;
import org.brixianode.testkit.ResultSink;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A PACS that answers C-MOVE with success before it sends the images. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AnswerBeforeImagesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir Path folder;

    private Path chest(String name, String date) throws Exception {
        Path file = folder.resolve(name + ".dcm");
        TestNode.chest(name)
                .with(Tag.PatientID, VR.LO, "P-1")
                .with(Tag.PatientName, VR.PN, "Roe^Mary")
                .with(Tag.StudyDate, VR.DA, date)
                .with(Tag.SeriesDate, VR.DA, date)
                .with(Tag.AcquisitionDate, VR.DA, date)
                .with(Tag.ContentDate, VR.DA, date)
                .write(file, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        return file;
    }

    private static Attributes answer(Path file) throws Exception {
        Attributes header = Part10.readHeader(file).dataset();
        Attributes answer = new Attributes();
        for (int tag : List.of(Tag.PatientID, Tag.IssuerOfPatientID)) {
            if (header.containsValue(tag)) {
                answer.setString(tag, VR.LO, header.getString(tag));
            }
        }
        answer.setString(Tag.StudyInstanceUID, VR.UI, header.getString(Tag.StudyInstanceUID));
        answer.setString(Tag.SeriesInstanceUID, VR.UI, header.getString(Tag.SeriesInstanceUID));
        answer.setString(Tag.StudyDate, VR.DA, header.getString(Tag.StudyDate));
        answer.setString(Tag.Modality, VR.CS, header.getString(Tag.Modality));
        return answer;
    }

    @Test
    void theReportShowsWhatComesASecondLater() throws Exception {
        int port = Peers.freePort();
        Path present = chest("present", "20260310");
        Path earlier = chest("earlier", "20260201");
        try (ResultSink sink = ResultSink.start(folder.resolve("sink"), 0);
                QueryPacs pacs =
                        new QueryPacs(QueryPacs.Manner.ANSWERS)
                                .study(answer(earlier))
                                .series(answer(earlier));
                Node node = node(port, pacs, sink)) {
            assertThat(TestNode.send(port, List.of(present))).isEqualTo(1);
            await().atMost(PATIENCE).until(() -> pacs.moved().size() == 1);
            await().during(Duration.ofSeconds(1))
                    .atMost(PATIENCE)
                    .until(() -> node.jobs().counts().of(JobState.WAITING) == 1);
            assertThat(TestNode.send(port, List.of(earlier))).isEqualTo(1);

            await().atMost(PATIENCE)
                    .until(() -> !sink.ofClass(SopClasses.COMPREHENSIVE_3D_SR).isEmpty());
            Path report = sink.ofClass(SopClasses.COMPREHENSIVE_3D_SR).get(0).file();
            assertThat(Files.readString(report, StandardCharsets.ISO_8859_1))
                    .contains("Earlier study of 2026-02-01")
                    .doesNotContain("The search for earlier radiographs");
        }
    }

    private Node node(int port, QueryPacs pacs, ResultSink sink) throws Exception {
        String more =
                TestNode.standIn(folder.resolve("model"))
                        + """
                        destinations += { name = pacs, ae-title = PACS, host = "127.0.0.1", port = %d }
                        priors { source = pacs, wait = 100 s }
                        """
                                .formatted(pacs.port());
        return Node.start(
                ConfigReader.read(
                        TestNode.text(folder.resolve("node"), port, more, sink),
                        "test configuration"),
                Clock.systemUTC());
    }
}
