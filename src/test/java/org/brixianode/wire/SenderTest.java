package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.DimseStatus;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.send.BackOff;
import org.brixianode.send.Courier;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.SendConfig;
import org.brixianode.send.Sender;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.send.dimse.DimseCourier;
import org.brixianode.study.AeTitle;
import org.brixianode.testkit.MemoryOutbox;
import org.brixianode.testkit.MemoryOutbox.State;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.TestObjects;
import org.brixianode.testkit.TestPacs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The outbox's way to a PACS, with everything that a PACS may do. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SenderTest {

    private static final String EXPLICIT = TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final String IMPLICIT = TransferSyntaxes.IMPLICIT_VR_LITTLE_ENDIAN;
    private static final String SC = SopClasses.SECONDARY_CAPTURE;
    private static final String SR = SopClasses.COMPREHENSIVE_3D_SR;
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir Path folder;

    private final MemoryOutbox outbox = new MemoryOutbox();

    /** How to send, and how long to wait for the peer. */
    private record Config(SendConfig send, DimseConfig dimse) {}

    private static Config config(Duration firstWait, int refusals) {
        return config(LONG, firstWait, refusals);
    }

    private static Config config(Duration patience, Duration firstWait, int refusals) {
        return config(
                new DimseConfig.Timeouts(patience, patience, patience, patience),
                firstWait,
                refusals);
    }

    private static Config config(DimseConfig.Timeouts timeouts, Duration firstWait, int refusals) {
        return new Config(
                new SendConfig(
                        new BackOff(firstWait, Duration.ofHours(1), 0),
                        10,
                        refusals,
                        Duration.ofMillis(30)),
                new DimseConfig(new AeTitle("BRIXIA"), timeouts, 1 << 16));
    }

    private Sender start(Config config, DimseDestination... destinations) {
        List<Supplier<Courier>> couriers =
                Stream.of(destinations)
                        .<Supplier<Courier>>map(one -> () -> new DimseCourier(config.dimse, one))
                        .toList();
        Sender sender = new Sender(config.send, couriers, outbox, Clock.systemUTC(), () -> 0);
        sender.start();
        return sender;
    }

    private Sender start(DimseDestination... destinations) {
        return start(config(Duration.ofMillis(100), 3), destinations);
    }

    private static DimseDestination pacs(String name, int port) {
        return TestPacs.destination(name, port);
    }

    private long add(String destination, String sopClass, int number) throws IOException {
        Path file = folder.resolve(sopClass + "-" + number + ".dcm");
        Part10.write(file, TestObjects.image(sopClass, number, 50_000));
        return outbox.add(destination, file);
    }

    private void awaitState(long id, State state) {
        await().atMost(LONG).until(() -> outbox.state(id) == state);
    }

    @Test
    void sendsABatchInOneAssociation() throws Exception {
        for (int i = 0; i < 6; i++) {
            add("pacs", i % 2 == 0 ? SC : SR, i);
        }
        try (TestPacs pacs = TestPacs.start(Set.of(SC, SR), EXPLICIT, IMPLICIT);
                Sender sender = start(pacs("pacs", pacs.port()))) {
            await().atMost(LONG).until(() -> outbox.all(State.SENT));
            assertThat(pacs.connections()).isEqualTo(1);
            assertThat(pacs.stored())
                    .hasSize(6)
                    .allMatch(stored -> stored.transferSyntaxUid().equals(EXPLICIT));
            assertThat(pacs.stored().get(0).dataset())
                    .isEqualTo(TestObjects.encode(TestObjects.image(SC, 0, 50_000), EXPLICIT));
            sender.wakeUp();
        }
    }

    @Test
    void whatWasWithdrawnSinceItsClaimIsNotSent() throws Exception {
        long wrong = add("pacs", SC, 1);
        long right = add("pacs", SC, 2);
        outbox.withdraw(wrong);
        try (TestPacs pacs = TestPacs.start(Set.of(SC), EXPLICIT);
                Sender sender = start(pacs("pacs", pacs.port()))) {
            awaitState(right, State.SENT);
            assertThat(outbox.state(wrong)).isEqualTo(State.CLAIMED);
            assertThat(pacs.stored()).hasSize(1);
            assertThat(pacs.stored().get(0).dataset())
                    .isEqualTo(TestObjects.encode(TestObjects.image(SC, 2, 50_000), EXPLICIT));
            sender.wakeUp();
        }
    }

    @Test
    void encodesImplicitlyForAPeerThatTakesNothingElse() throws Exception {
        Attributes object = TestObjects.image(SC, 1, 50_000);
        object.setString(Tag.PatientName, VR.PN, "A^B");
        long id = add("pacs", SC, 1);
        try (TestPacs pacs = TestPacs.start(Set.of(SC), IMPLICIT);
                Sender sender = start(pacs("pacs", pacs.port()))) {
            awaitState(id, State.SENT);
            assertThat(pacs.stored().get(0).transferSyntaxUid()).isEqualTo(IMPLICIT);
            assertThat(pacs.stored().get(0).dataset())
                    .isEqualTo(TestObjects.encode(TestObjects.image(SC, 1, 50_000), IMPLICIT));
            sender.wakeUp();
        }
    }

    @Test
    void recordsWarningsAsSent() throws Exception {
        long id = add("pacs", SC, 1);
        try (TestPacs pacs = TestPacs.start(Set.of(SC), EXPLICIT);
                Sender sender =
                        start(
                                pacs(
                                        "pacs",
                                        pacs.answers(TestObjects.uid("instance", 1), 0xB007)
                                                .port()))) {
            awaitState(id, State.SENT);
            assertThat(outbox.status(id)).hasValue(0xB007);
            assertThat(outbox.texts(id).get(0)).contains("0xB007", "so the test wants it");
            sender.wakeUp();
        }
    }

    @Test
    void parksAfterSomeRefusalsAndSendsTheOthers() throws Exception {
        long refused = add("pacs", SC, 1);
        long taken = add("pacs", SC, 2);
        try (TestPacs pacs = TestPacs.start(Set.of(SC), EXPLICIT)) {
            pacs.answers(TestObjects.uid("instance", 1), 0xA900);
            try (Sender sender = start(pacs("pacs", pacs.port()))) {
                awaitState(refused, State.PARKED);
                assertThat(outbox.attempts(refused)).isEqualTo(3);
                assertThat(outbox.status(refused)).hasValue(0xA900);
                assertThat(outbox.texts(refused).get(2)).contains("data set does not match");
                assertThat(outbox.state(taken)).isEqualTo(State.SENT);
                sender.wakeUp();
            }
        }
    }

    @Test
    void neverParksForLackOfResources() throws Exception {
        long id = add("pacs", SC, 1);
        try (TestPacs pacs = TestPacs.start(Set.of(SC), EXPLICIT)) {
            pacs.answers(TestObjects.uid("instance", 1), DimseStatus.OUT_OF_RESOURCES.code());
            try (Sender sender =
                    start(config(Duration.ofMillis(20), 1), pacs("pacs", pacs.port()))) {
                await().atMost(LONG).until(() -> outbox.attempts(id) > 3);
                assertThat(outbox.state(id)).isNotEqualTo(State.PARKED);
                pacs.answers(TestObjects.uid("instance", 1), 0);
                sender.wakeUp();
                awaitState(id, State.SENT);
            }
        }
    }

    @Test
    void namesAClassThatThePeerDoesNotTake() throws Exception {
        long report = add("pacs", SR, 1);
        long image = add("pacs", SC, 2);
        try (TestPacs pacs = TestPacs.start(Set.of(SC), EXPLICIT);
                Sender sender =
                        start(config(Duration.ofMillis(20), 1), pacs("pacs", pacs.port()))) {
            awaitState(report, State.PARKED);
            assertThat(outbox.texts(report).get(0))
                    .contains(SR, "class not supported")
                    .doesNotContain("transfer syntax");
            assertThat(outbox.status(report)).isEmpty();
            awaitState(image, State.SENT);
            sender.wakeUp();
        }
    }

    @Test
    void oneObjectThatBreaksTheAssociationHoldsUpNoOther() throws Exception {
        long first = add("pacs", SC, 1);
        long poison = add("pacs", SC, 2);
        long last = add("pacs", SC, 3);
        try (TestPacs pacs = TestPacs.start(Set.of(SC), EXPLICIT)) {
            pacs.abortsAt(TestObjects.uid("instance", 2));
            try (Sender sender = start(pacs("pacs", pacs.port()))) {
                awaitState(first, State.SENT);
                awaitState(last, State.SENT);
                assertThat(outbox.state(poison)).isNotEqualTo(State.SENT);
                assertThat(outbox.texts(poison).get(0)).contains("abort");
                assertThat(pacs.storedUids())
                        .containsOnlyOnce(
                                TestObjects.uid("instance", 1), TestObjects.uid("instance", 3));
                sender.wakeUp();
            }
        }
    }

    @Test
    void waitsForASilentPeerWithALimit() throws Exception {
        long id = add("pacs", SC, 1);
        try (TestPacs pacs = TestPacs.start(Set.of(SC), EXPLICIT)) {
            pacs.keepsSilentAt(TestObjects.uid("instance", 1));
            DimseConfig.Timeouts shortOfResponse =
                    new DimseConfig.Timeouts(LONG, LONG, SHORT, LONG);
            try (Sender sender =
                    start(
                            config(shortOfResponse, Duration.ofHours(1), 3),
                            pacs("pacs", pacs.port()))) {
                await().atMost(LONG).until(() -> !outbox.texts(id).isEmpty());
                assertThat(outbox.texts(id).get(0)).contains("no response in 700 ms");
                assertThat(outbox.due(id)).isAfter(Instant.now().plus(LONG));
                sender.wakeUp();
            }
        }
    }

    @Test
    void aDeadDestinationDelaysNoOther() throws Exception {
        long dead = add("dead", SC, 1);
        long alive = add("alive", SC, 2);
        Config impatient = config(Duration.ofSeconds(2), Duration.ofMillis(100), 3);
        try (TestPacs pacs = TestPacs.start(Set.of(SC), EXPLICIT);
                ServerSocket deaf = new ServerSocket(0);
                Sender sender =
                        start(
                                impatient,
                                pacs("dead", deaf.getLocalPort()),
                                pacs("alive", pacs.port()))) {
            awaitState(alive, State.SENT);
            assertThat(outbox.state(dead)).isNotEqualTo(State.SENT);
            await().atMost(LONG).until(() -> !outbox.texts(dead).isEmpty());
            assertThat(outbox.texts(dead).get(0)).contains("no answer to A-ASSOCIATE-RQ");
            sender.wakeUp();
        }
    }

    @Test
    void goesOnWhenThePeerIsBack() throws Exception {
        int port = Peers.freePort();
        long id = add("pacs", SC, 1);
        try (Sender sender = start(config(Duration.ofMillis(50), 1), pacs("pacs", port))) {
            await().atMost(LONG).until(() -> outbox.texts(id).size() >= 3);
            assertThat(outbox.texts(id).get(0)).contains("check that the peer runs");
            long laterThanThePause = add("pacs", SC, 2);
            try (TestPacs pacs = TestPacs.start(port, Optional.empty(), Set.of(SC), EXPLICIT)) {
                awaitState(laterThanThePause, State.SENT);
                awaitState(id, State.SENT);
                assertThat(outbox.reachable()).containsExactly("pacs");
                assertThat(pacs.storedUids()).hasSize(2);
            }
            sender.wakeUp();
        }
    }

    @Test
    void parksAFileThatIsGone() throws Exception {
        long id = add("pacs", SC, 1);
        Files.delete(folder.resolve(SC + "-1.dcm"));
        try (Sender sender = start(pacs("pacs", Peers.freePort()))) {
            awaitState(id, State.PARKED);
            assertThat(outbox.texts(id).get(0)).contains("NoSuchFile");
            sender.wakeUp();
        }
    }

    @Test
    void repeatsAReportThatTheOutboxCouldNotTake() throws Exception {
        try (TestPacs pacs = TestPacs.start(Set.of(SC), EXPLICIT);
                Sender sender =
                        start(config(Duration.ofMillis(30), 1), pacs("pacs", pacs.port()))) {
            outbox.failNextReports(3);
            long id = add("pacs", SC, 1);
            sender.wakeUp();
            awaitState(id, State.SENT);
            assertThat(outbox.attempts(id)).isEqualTo(1);
            assertThat(pacs.storedUids()).hasSize(1);
        }
    }

    @Test
    void stopsInTimeAndPutsClaimedDeliveriesBack() throws Exception {
        for (int i = 0; i < 3; i++) {
            add("pacs", SC, i);
        }
        Config patient =
                new Config(
                        new SendConfig(BackOff.DEFAULT, 10, 3, Duration.ofMillis(30)),
                        DimseConfig.defaults(new AeTitle("BRIXIA")));
        try (TestPacs pacs = TestPacs.start(Set.of(SC), EXPLICIT)) {
            pacs.keepsSilentAt(TestObjects.uid("instance", 0));
            Sender sender = start(patient, pacs("pacs", pacs.port()));
            await().atMost(LONG)
                    .until(() -> pacs.unanswered() == 1 && outbox.state(3) == State.CLAIMED);
            long start = System.nanoTime();
            assertThat(sender.stop(Duration.ofMillis(300))).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("less than the limit of a response")
                    .isLessThan(patient.dimse.timeouts().response().dividedBy(2));
            assertThat(outbox.all(State.WAITING)).isTrue();
        }
    }
}
