package org.brixianode.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.StorageClasses;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.Outcome;
import org.brixianode.send.SendConfig;
import org.brixianode.send.Sender;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.send.dimse.DimseCourier;
import org.brixianode.send.dimse.EchoScu;
import org.brixianode.send.dimse.StoreScu;
import org.brixianode.study.AeTitle;
import org.brixianode.testkit.MemoryOutbox;
import org.brixianode.testkit.OrthancRest;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.RecordingIntake;
import org.brixianode.testkit.TestObjects;
import org.brixianode.testkit.TestScp;
import org.brixianode.testkit.Tool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real PACS, in both directions. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OrthancIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir Path folder;

    private final RecordingIntake intake = new RecordingIntake();
    private TestScp node;
    private Tool orthanc;
    private int dicomPort;
    private int httpPort;

    @BeforeEach
    void start() throws Exception {
        String script = Peers.shared("tools/pacs").toString();
        Peers.program("Orthanc");
        node =
                new TestScp(folder.resolve("spool"))
                        .callers("PACS")
                        .keptClasses(StorageClasses.all().toArray(String[]::new))
                        .keptClasses(StorageClasses.SERVICE_CLASS)
                        .start(intake);
        dicomPort = Peers.freePort();
        httpPort = Peers.freePort();
        orthanc =
                Tool.start(
                        Map.of("NODE_PORT", Integer.toString(node.port())),
                        List.of(
                                script,
                                folder.resolve("pacs").toString(),
                                Integer.toString(dicomPort),
                                Integer.toString(httpPort)));
        Peers.awaitPort(dicomPort, orthanc);
        Peers.awaitPort(httpPort, orthanc);
    }

    @AfterEach
    void stop() throws IOException {
        if (orthanc != null) {
            orthanc.close();
        }
        if (node != null) {
            node.close();
        }
    }

    private OrthancRest rest() {
        return new OrthancRest(httpPort);
    }

    private DimseDestination pacs() {
        return new DimseDestination(
                "pacs", new AeTitle("PACS"), "127.0.0.1", dicomPort, Optional.empty());
    }

    private static DimseConfig config() {
        return DimseConfig.defaults(new AeTitle("BRIXIA"));
    }

    @Test
    void takesResultsFromTheOutbox() throws Exception {
        assertThat(EchoScu.echo(config(), pacs()).ok()).isTrue();
        MemoryOutbox outbox = new MemoryOutbox();
        for (int i = 0; i < 3; i++) {
            Path file = folder.resolve("result" + i);
            Part10.writeDeflated(file, TestObjects.image(SopClasses.SECONDARY_CAPTURE, i, 64 * 64));
            outbox.add("pacs", file);
        }
        try (Sender sender =
                new Sender(
                        SendConfig.DEFAULT,
                        List.of(() -> new DimseCourier(config(), pacs())),
                        outbox,
                        Clock.systemUTC(),
                        () -> 0)) {
            sender.start();
            await().atMost(LIMIT).until(() -> outbox.all(MemoryOutbox.State.SENT));
        }
        assertThat(rest().get("/statistics")).contains("\"CountInstances\" : 3");
        assertThat(rest().post("/tools/lookup", TestObjects.uid("instance", 1)))
                .contains("\"Type\" : \"Instance\"");
    }

    @Test
    void sendsImagesToTheNode() throws Exception {
        Path file = folder.resolve("image");
        Part10.write(file, TestObjects.cr(1));
        List<StoreScu.FileOutcome> stored =
                StoreScu.store(config(), pacs(), List.of(file), done -> {});
        assertThat(stored.get(0).outcome().kind()).isEqualTo(Outcome.Kind.SENT);
        String instances = rest().get("/instances");
        rest().post("/modalities/node/store", instances);
        rest().post("/modalities/node/echo", "{}");
        assertThat(intake.accepted())
                .singleElement()
                .satisfies(
                        kept -> {
                            assertThat(kept.ref().sopInstanceUid())
                                    .isEqualTo(TestObjects.uid("instance", 1));
                            assertThat(kept.callingAe().value()).isEqualTo("PACS");
                        });
    }

    /** One refused class makes Orthanc give up the job, and the radiograph with it. */
    @Test
    void forwardsAWholeStudyToTheNode() throws Exception {
        List<String> classes =
                List.of(
                        SopClasses.COMPUTED_RADIOGRAPHY,
                        SopClasses.SECONDARY_CAPTURE,
                        SopClasses.ENHANCED_SR,
                        "1.2.840.10008.5.1.4.1.1.88.59", // Key Object Selection
                        "1.2.840.10008.5.1.4.1.1.11.1", // Grayscale Softcopy Presentation State
                        "1.2.840.10008.5.1.4.1.1.104.1"); // Encapsulated PDF
        String study = "";
        for (int i = 0; i < classes.size(); i++) {
            Attributes object = TestObjects.image(classes.get(i), i, 64 * 64);
            object.setString(Tag.StudyInstanceUID, VR.UI, TestObjects.uid("study", 0));
            object.setString(Tag.PatientID, VR.LO, "TEST0");
            Path file = folder.resolve("object" + i);
            Part10.write(file, object);
            study = parentStudy(rest().post("/instances", file));
        }

        String job = rest().post("/modalities/node/store", study);

        assertThat(job).contains("\"FailedInstancesCount\" : 0");
        assertThat(intake.accepted())
                .extracting(kept -> kept.ref().sopClassUid())
                .containsExactlyInAnyOrderElementsOf(classes);
    }

    private static String parentStudy(String upload) {
        Matcher study = Pattern.compile("\"ParentStudy\" : \"([^\"]+)\"").matcher(upload);
        assertThat(study.find()).as(upload).isTrue();
        return study.group(1);
    }
}
