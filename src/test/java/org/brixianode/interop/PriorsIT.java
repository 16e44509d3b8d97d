package org.brixianode.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.config.ConfigReader;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.node.Node;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.send.dimse.StoreScu;
import org.brixianode.study.AeTitle;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.TestNode;
import org.brixianode.testkit.TestObject;
import org.brixianode.testkit.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Earlier radiographs of a patient in other people's archives. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PriorsIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private int nodePort;
    private int pacsPort;

    @BeforeEach
    void ports() throws IOException {
        nodePort = Peers.freePort();
        pacsPort = Peers.freePort();
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private void orthanc() throws Exception {
        Peers.program("Orthanc");
        int httpPort = Peers.freePort();
        Tool orthanc =
                Tool.start(
                        Map.of("NODE_PORT", Integer.toString(nodePort)),
                        List.of(
                                Peers.shared("tools/pacs").toString(),
                                folder.resolve("pacs").toString(),
                                Integer.toString(pacsPort),
                                Integer.toString(httpPort)));
        open.add(orthanc);
        Peers.awaitPort(pacsPort, orthanc);
    }

    private void dcmqrscp() throws Exception {
        Path store = Files.createDirectories(folder.resolve("qr"));
        Path config = folder.resolve("dcmqrscp.cfg");
        Files.writeString(
                config,
                """
                NetworkTCPPort = %d
                MaxPDUSize = 16384
                MaxAssociations = 16
                HostTable BEGIN
                node = (BRIXIA, 127.0.0.1, %d)
                HostTable END
                VendorTable BEGIN
                VendorTable END
                AETable BEGIN
                PACS %s RW (500, 1024mb) ANY
                AETable END
                """
                        .formatted(pacsPort, nodePort, store));
        Tool server = Tool.start(Peers.program("dcmqrscp"), "-c", config.toString());
        open.add(server);
        Peers.awaitPort(pacsPort, server);
    }

    private Node node(String retrieve, String more) throws Exception {
        String text =
                TestNode.text(
                        folder.resolve("node"),
                        nodePort,
                        TestNode.standIn(folder.resolve("model"))
                                + """
                                destinations = [ { name = pacs, ae-title = PACS, host = "127.0.0.1", port = %d } ]
                                priors { source = pacs, retrieve = %s, wait = 10 minutes }
                                %s
                                """
                                        .formatted(pacsPort, retrieve, more));
        Node node = Node.start(ConfigReader.read(text, "test configuration"), Clock.systemUTC());
        open.add(node);
        return node;
    }

    private Path chest(String name, String patient, String person, String date) throws IOException {
        TestObject chest =
                TestNode.chest(name)
                        .with(Tag.PatientID, VR.LO, patient)
                        .with(Tag.PatientName, VR.PN, person)
                        .with(Tag.PatientSex, VR.CS, "F")
                        .with(Tag.StudyDate, VR.DA, date)
                        .with(Tag.SeriesDate, VR.DA, date)
                        .with(Tag.AcquisitionDate, VR.DA, date)
                        .with(Tag.ContentDate, VR.DA, date);
        Path file = folder.resolve(name + ".dcm");
        chest.write(file, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        return file;
    }

    /** Puts images into the PACS. */
    private void archive(Path... files) throws InterruptedException {
        DimseDestination pacs =
                new DimseDestination(
                        "pacs", new AeTitle("PACS"), "127.0.0.1", pacsPort, Optional.empty());
        assertThat(
                        StoreScu.store(
                                DimseConfig.defaults(TestNode.SENDER),
                                pacs,
                                List.of(files),
                                one -> {}))
                .hasSameSizeAs(files)
                .allSatisfy(one -> assertThat(one.outcome().isSent()).isTrue());
    }

    private static List<Job> ended(Node node, int count) throws Exception {
        await().atMost(LIMIT)
                .until(
                        () ->
                                node.jobs().counts().received() == count
                                        && node.jobs().counts().waiting() == 0);
        return node.jobs().list(Set.of(), 20);
    }

    private static String texts(Attributes item) {
        StringBuilder all = new StringBuilder();
        if (item.contains(Tag.TextValue)) {
            all.append(item.getString(Tag.TextValue)).append('\n');
        }
        if (item.getSequence(Tag.ContentSequence) != null) {
            item.getSequence(Tag.ContentSequence).forEach(child -> all.append(texts(child)));
        }
        return all.toString();
    }

    /** All texts of the report of an image. */
    private static String report(Node node, Path image) throws Exception {
        String uid = Part10.readHeader(image).dataset().getString(Tag.SOPInstanceUID);
        Job job = node.jobs().find(uid).orElseThrow();
        Path file =
                node.outbox().ofJob(job.id()).stream()
                        .map(delivery -> delivery.object())
                        .filter(
                                one ->
                                        one.ref()
                                                .sopClassUid()
                                                .equals(SopClasses.COMPREHENSIVE_3D_SR))
                        .findFirst()
                        .orElseThrow()
                        .file();
        return texts(Part10.read(file).dataset());
    }

    private void earlierRadiographsAreFetchedAndCompared(Node node) throws Exception {
        Path present = chest("present", "P-1", "Roe^Mary", "20260310");
        assertThat(TestNode.send(nodePort, List.of(present))).isEqualTo(1);

        List<Job> jobs = ended(node, 3);

        assertThat(jobs).allSatisfy(job -> assertThat(job.state()).isEqualTo(JobState.SCORED));
        assertThat(report(node, present))
                .contains("Earlier study of 2026-03-05", "Earlier study of 2026-02-01")
                .doesNotContain("2022-", "2026-03-06", "2026-03-07", "2026-03-11")
                .doesNotContain("was not completed")
                .doesNotContain("not compared");
        for (Job job : jobs) {
            boolean isPresent = job.instance().callingAe().equals(TestNode.SENDER);
            assertThat(node.outbox().ofJob(job.id())).hasSize(isPresent ? 2 : 0);
        }
    }

    private void fillArchive() throws Exception {
        archive(
                chest("old", "P-1", "Roe^Mary", "20221231"),
                chest("first", "P-1", "Roe^Mary", "20260201"),
                chest("second", "P-1", "Roe^Mary", "20260305"),
                chest("namesake", "P-1", "Doe^Jane", "20260306"),
                chest("other", "P-12", "Roe^Mary", "20260307"),
                chest("later", "P-1", "Roe^Mary", "20260311"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"move", "get"})
    void ofOrthanc(String retrieve) throws Exception {
        orthanc();
        fillArchive();

        earlierRadiographsAreFetchedAndCompared(node(retrieve, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"move", "get"})
    void ofDcmqrscp(String retrieve) throws Exception {
        dcmqrscp();
        fillArchive();

        earlierRadiographsAreFetchedAndCompared(node(retrieve, ""));
    }

    @Test
    void withoutAPacsAnImageWaitsToItsDeadlineAndSaysSo() throws Exception {
        Node node = node("move", "priors.wait = 2 s");
        Path present = chest("present", "P-1", "Roe^Mary", "20260310");
        long start = System.nanoTime();
        TestNode.send(nodePort, List.of(present));

        ended(node, 1);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(1900), Duration.ofSeconds(60));
        assertThat(report(node, present)).contains("was not completed");
    }

    @Test
    void anImageThatItsHeaderExcludesIsNotSearchedFor() throws Exception {
        Node node = node("move", "");
        Path lateral = folder.resolve("lateral.dcm");
        TestNode.chest("lateral")
                .with(Tag.ViewPosition, VR.CS, "LL")
                .write(lateral, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        long start = System.nanoTime();
        TestNode.send(nodePort, List.of(lateral));

        assertThat(ended(node, 1).get(0).state()).isEqualTo(JobState.NOT_SCORED);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("priors.wait is 10 minutes")
                .isLessThan(Duration.ofSeconds(60));
    }
}
