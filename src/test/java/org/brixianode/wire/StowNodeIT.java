package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.SopClasses;
import org.brixianode.node.Node;
import org.brixianode.receive.Refusals;
import org.brixianode.receive.stow.StowConfig;
import org.brixianode.receive.stow.StowSender;
import org.brixianode.receive.stow.StowServer;
import org.brixianode.send.Courier;
import org.brixianode.send.Delivery;
import org.brixianode.send.DestinationStores;
import org.brixianode.send.HttpCredentials;
import org.brixianode.send.HttpService;
import org.brixianode.send.Outcome;
import org.brixianode.send.StowDestination;
import org.brixianode.send.http.HttpTimeouts;
import org.brixianode.send.stow.StowCourier;
import org.brixianode.study.AeTitle;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.JobState;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.Sha256;
import org.brixianode.testkit.RecordingIntake;
import org.brixianode.testkit.ResultKinds;
import org.brixianode.testkit.TestNode;
import org.brixianode.testkit.TestScp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node without DIMSE peers: images come and results go by STOW-RS. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StowNodeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpTimeouts TIMEOUTS = new HttpTimeouts(PATIENCE, PATIENCE);

    @TempDir Path folder;

    private final RecordingIntake archived = new RecordingIntake();

    private StowServer archive(TestScp scp) throws Exception {
        StowServer server =
                new StowServer(
                        new StowConfig(
                                "127.0.0.1",
                                0,
                                "/dicom-web",
                                List.of(
                                        new StowSender(
                                                "brixia",
                                                new AeTitle("BRIXIA"),
                                                Sha256.hex("out"))),
                                4,
                                new StowConfig.Timeouts(PATIENCE, PATIENCE),
                                Optional.empty()),
                        new AeTitle("ARCHIVE"),
                        scp.scp().files(),
                        Refusals.NONE);
        server.start();
        return server;
    }

    private String settings(int archivePort) throws Exception {
        return TestNode.standIn(folder.resolve("model"))
                + """
                  stow { enabled = true, bind = "127.0.0.1", port = 0, senders = [
                    { name = a, ae-title = GATEWAY, token-sha256 = "%s" }
                    { name = b, ae-title = OTHER, token-sha256 = "%s" } ] }
                  destinations = [ { name = archive, protocol = stow, results-of = own,
                    ae-title = GATEWAY, url = "http://127.0.0.1:%d/dicom-web",
                    user = brixia, password = out } ]
                  """
                        .formatted(Sha256.hex("in"), Sha256.hex("other"), archivePort);
    }

    private void send(int port, String token, String name) throws Exception {
        Path file = TestNode.chests(folder.resolve("in"), name, 1).get(0);
        InstanceRef ref =
                new InstanceRef(
                        Part10.readHeader(file).dataset().getString(Tag.StudyInstanceUID),
                        "",
                        "",
                        "");
        HttpService node =
                new HttpService(
                        URI.create("http://127.0.0.1:" + port + "/dicom-web"),
                        Optional.of(HttpCredentials.bearer(token)),
                        DestinationStores.NONE);
        List<Outcome> outcomes = new ArrayList<>();
        try (StowCourier courier =
                new StowCourier(
                        TIMEOUTS, new StowDestination("node", node, false), Clock.systemUTC())) {
            courier.deliver(
                    List.of(
                            new Delivery(
                                    1,
                                    1,
                                    "node",
                                    new OutgoingObject(ResultKinds.REPORT, ref, "", file),
                                    1,
                                    1)),
                    new Courier.Progress() {
                        @Override
                        public void reached() {}

                        @Override
                        public void ended(Delivery delivery, Outcome outcome) {
                            outcomes.add(outcome);
                        }

                        @Override
                        public boolean shouldContinue() {
                            return true;
                        }
                    });
        }
        assertThat(outcomes).extracting(Outcome::kind).containsExactly(Outcome.Kind.SENT);
    }

    @Test
    void resultsComeBackToWhoSentTheImage() throws Exception {
        try (TestScp scp =
                        new TestScp(folder.resolve("archive"))
                                .keptClasses(
                                        SopClasses.SECONDARY_CAPTURE,
                                        SopClasses.COMPREHENSIVE_3D_SR)
                                .start(archived);
                StowServer archive = archive(scp);
                Node node =
                        Node.start(
                                TestNode.config(folder.resolve("node"), settings(archive.port())),
                                Clock.systemUTC())) {
            int port = node.stowPort().orElseThrow();
            send(port, "other", "elsewhere");
            send(port, "in", "own");
            await().atMost(PATIENCE).until(() -> archived.accepted().size() == 2);
            await().atMost(PATIENCE).until(() -> node.jobs().counts().of(JobState.SCORED) == 2);
            assertThat(node.jobs().list(Set.of(), 2))
                    .extracting(job -> job.instance().callingAe().value())
                    .containsExactlyInAnyOrder("GATEWAY", "OTHER");
        }
        String own =
                Part10.readHeader(folder.resolve("in").resolve("own0.dcm"))
                        .dataset()
                        .getString(Tag.StudyInstanceUID);
        assertThat(archived.accepted())
                .extracting(one -> one.ref().sopClassUid())
                .containsExactlyInAnyOrder(
                        SopClasses.SECONDARY_CAPTURE, SopClasses.COMPREHENSIVE_3D_SR);
        assertThat(archived.accepted()).allMatch(one -> one.ref().studyUid().equals(own));
    }
}
