package org.brixianode.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.SopClasses;
import org.brixianode.receive.Refusals;
import org.brixianode.receive.stow.StowConfig;
import org.brixianode.receive.stow.StowSender;
import org.brixianode.receive.stow.StowServer;
import org.brixianode.send.BackOff;
import org.brixianode.send.DestinationStores;
import org.brixianode.send.HttpCredentials;
import org.brixianode.send.HttpService;
import org.brixianode.send.PeerState;
import org.brixianode.send.SendConfig;
import org.brixianode.send.Sender;
import org.brixianode.send.StowDestination;
import org.brixianode.send.http.HttpTimeouts;
import org.brixianode.send.stow.StowCourier;
import org.brixianode.study.AeTitle;
import org.brixianode.study.Sha256;
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

/** Orthanc's DICOMweb plugin, in both directions. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OrthancWebIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final HttpTimeouts TIMEOUTS = new HttpTimeouts(LIMIT, LIMIT);
    private static final Path PLUGIN = Path.of("/usr/share/orthanc/plugins/libOrthancDicomWeb.so");

    @TempDir Path folder;

    private final RecordingIntake intake = new RecordingIntake();
    private TestScp scp;
    private StowServer node;
    private Tool orthanc;
    private int httpPort;

    @BeforeEach
    void start() throws Exception {
        Path plugin = Peers.file(PLUGIN, "orthanc-dicomweb");
        httpPort = Peers.freePort();
        Path config =
                Files.writeString(
                        folder.resolve("orthanc.json"),
                        """
                        { "Name": "PACS", "StorageDirectory": "%s", "IndexDirectory": "%s",
                          "DicomServerEnabled": false, "HttpPort": %d, "RemoteAccessAllowed": false,
                          "AuthenticationEnabled": true, "RegisteredUsers": { "anna": "secret" },
                          "OverwriteInstances": false, "Plugins": [ "%s" ],
                          "DicomWeb": { "Enable": true, "Root": "/dicom-web/",
                            "Servers": { "node": { "Url": "http://127.0.0.1:%d/dicom-web/",
                              "Username": "orthanc", "Password": "token" } } } }
                        """
                                .formatted(
                                        folder.resolve("store"),
                                        folder.resolve("store"),
                                        httpPort,
                                        plugin,
                                        startNode()));
        Files.createDirectories(folder.resolve("store"));
        orthanc = Tool.start(Peers.program("Orthanc"), config.toString());
        Peers.awaitPort(httpPort, orthanc);
    }

    private int startNode() throws Exception {
        scp = new TestScp(folder.resolve("spool")).start(intake);
        node =
                new StowServer(
                        new StowConfig(
                                "127.0.0.1",
                                0,
                                "/dicom-web",
                                List.of(
                                        new StowSender(
                                                "orthanc",
                                                new AeTitle("PACS"),
                                                Sha256.hex("token"))),
                                2,
                                new StowConfig.Timeouts(LIMIT, LIMIT),
                                Optional.empty()),
                        new AeTitle("BRIXIA"),
                        scp.scp().files(),
                        Refusals.NONE);
        node.start();
        return node.port();
    }

    @AfterEach
    void stop() throws Exception {
        if (node != null) {
            node.close();
            scp.close();
        }
        if (orthanc != null) {
            orthanc.close();
        }
    }

    private OrthancRest rest() {
        return new OrthancRest(httpPort, "anna", "secret");
    }

    private StowDestination destination(String path, String password) {
        return new StowDestination(
                "web",
                new HttpService(
                        URI.create("http://127.0.0.1:" + httpPort + path),
                        Optional.of(HttpCredentials.basic("anna", password)),
                        DestinationStores.NONE),
                false);
    }

    private PeerState reach(String path, String password) throws InterruptedException {
        try (StowCourier courier =
                new StowCourier(TIMEOUTS, destination(path, password), Clock.systemUTC())) {
            return courier.reach().state();
        }
    }

    @Test
    void takesResultsFromTheOutboxAndTheSameAgain() throws Exception {
        MemoryOutbox outbox = new MemoryOutbox();
        for (int i = 0; i < 3; i++) {
            Path file = folder.resolve("result" + i);
            Part10.writeDeflated(file, TestObjects.image(SopClasses.SECONDARY_CAPTURE, i, 4096));
            outbox.add("web", file, TestObjects.uid("study", i));
            outbox.add("web", file, TestObjects.uid("study", i));
        }
        BackOff backOff = new BackOff(Duration.ofMillis(50), Duration.ofSeconds(1), 0);
        StowDestination destination = destination("/dicom-web", "secret");
        try (Sender sender =
                new Sender(
                        new SendConfig(backOff, 10, 3, Duration.ofMillis(50)),
                        List.of(() -> new StowCourier(TIMEOUTS, destination, Clock.systemUTC())),
                        outbox,
                        Clock.systemUTC(),
                        () -> 0)) {
            sender.start();
            await().atMost(LIMIT).until(() -> outbox.all(MemoryOutbox.State.SENT));
        }
        assertThat(rest().get("/statistics")).contains("\"CountInstances\" : 3");
        assertThat(rest().get("/instances?expand")).contains(TestObjects.uid("instance", 1));
    }

    @Test
    void sendsAStudyToTheNode() throws Exception {
        for (int i = 0; i < 3; i++) {
            Attributes image = TestObjects.image(SopClasses.COMPUTED_RADIOGRAPHY, i, 500_000);
            image.setString(Tag.StudyInstanceUID, VR.UI, TestObjects.uid("study", 0));
            image.setString(Tag.PatientID, VR.LO, "TEST");
            Path file = folder.resolve("image" + i);
            Part10.write(file, image);
            rest().post("/instances", file);
        }
        String study = rest().get("/studies").replaceAll("[^0-9a-f-]", "");
        rest().post("/dicom-web/servers/node/stow", "{\"Resources\": [\"" + study + "\"]}");
        assertThat(intake.accepted())
                .hasSize(3)
                .allSatisfy(kept -> assertThat(kept.callingAe().value()).isEqualTo("PACS"));
    }

    @Test
    void theProbeTellsWrongCredentialsAndPaths() throws Exception {
        assertThat(reach("/dicom-web", "secret")).isEqualTo(PeerState.ANSWERS);
        assertThat(reach("/dicom-web", "wrong")).isEqualTo(PeerState.REJECTED);
        assertThat(reach("/no-such-path", "secret")).isEqualTo(PeerState.REJECTED);
    }
}
