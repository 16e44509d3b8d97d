package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.send.BackOff;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.SendConfig;
import org.brixianode.send.Sender;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.send.dimse.DimseCourier;
import org.brixianode.study.AeTitle;
import org.brixianode.testkit.CapturedLog;
import org.brixianode.testkit.MemoryOutbox;
import org.brixianode.testkit.MemoryOutbox.State;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.TestObjects;
import org.brixianode.testkit.TestPacs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an administrator reads in the log while a destination fails. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FailingDeliveriesTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String SC = SopClasses.SECONDARY_CAPTURE;

    /** The study of everything that {@link MemoryOutbox} holds. */
    private static final String STUDY = "study 1.2";

    @TempDir Path folder;

    private final MemoryOutbox outbox = new MemoryOutbox();
    private final CapturedLog log = CapturedLog.of("org.brixianode.send");

    @AfterEach
    void close() {
        log.close();
    }

    private Sender start(Duration response, int refusals, int port) {
        SendConfig config =
                new SendConfig(
                        new BackOff(Duration.ofMillis(20), Duration.ofMillis(40), 0),
                        10,
                        refusals,
                        Duration.ofMillis(10));
        DimseConfig dimse =
                new DimseConfig(
                        new AeTitle("BRIXIA"),
                        new DimseConfig.Timeouts(LONG, LONG, response, LONG),
                        1 << 16);
        DimseDestination pacs = TestPacs.destination("pacs", port);
        Sender sender =
                new Sender(
                        config,
                        List.of(() -> new DimseCourier(dimse, pacs)),
                        outbox,
                        Clock.systemUTC(),
                        () -> 0);
        sender.start();
        return sender;
    }

    private long add(int number) throws Exception {
        Path file = folder.resolve(number + ".dcm");
        Part10.write(file, TestObjects.image(SC, number, 5_000));
        return outbox.add("pacs", file);
    }

    private static TestPacs pacs() throws Exception {
        return TestPacs.start(Set.of(SC), TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    private void awaitAttempts(long id, int attempts) {
        await().atMost(LONG).until(() -> outbox.attempts(id) >= attempts);
    }

    private void awaitLines(int count) {
        await().atMost(LONG).until(() -> log.warnings().size() >= count);
    }

    @Test
    void oneLineForAPacsThatIsFullAndOneWhenItRecovers() throws Exception {
        long id = add(1);
        String uid = TestObjects.uid("instance", 1);
        try (TestPacs pacs = pacs()) {
            pacs.answers(uid, 0xA700);
            try (Sender sender = start(LONG, 3, pacs.port())) {
                awaitAttempts(id, 5);
                assertThat(log.warnings())
                        .hasSize(1)
                        .allSatisfy(
                                line ->
                                        assertThat(line)
                                                .startsWith("destination pacs (PACS at 127.0.0.1:")
                                                .contains(
                                                        "refused 1 object of " + STUDY,
                                                        "0xA700 (out of resources)",
                                                        "next attempt in 20 ms"));
                pacs.answers(uid, 0);
                await().atMost(LONG).until(() -> outbox.state(id) == State.SENT);
                await().atMost(LONG)
                        .until(() -> log.infos().stream().anyMatch(line -> line.contains(STUDY)));
                assertThat(log.infos()).anyMatch(line -> line.contains("at last"));
                assertThat(log.warnings()).hasSize(1);
                sender.wakeUp();
            }
        }
    }

    @Test
    void anAbortIsReported() throws Exception {
        long aborted = add(1);
        try (TestPacs pacs = pacs()) {
            pacs.abortsAt(TestObjects.uid("instance", 1));
            try (Sender sender = start(LONG, 3, pacs.port())) {
                awaitAttempts(aborted, 4);
                assertThat(log.warnings())
                        .hasSize(1)
                        .allMatch(line -> line.contains("abort") && line.contains(STUDY));
                sender.wakeUp();
            }
        }
    }

    @Test
    void anUnansweredStoreIsReported() throws Exception {
        try (TestPacs pacs = pacs()) {
            try (Sender sender = start(Duration.ofMillis(300), 3, pacs.port())) {
                pacs.keepsSilentAt(TestObjects.uid("instance", 2));
                long mute = add(2);
                awaitAttempts(mute, 3);
                awaitLines(1);
                assertThat(log.warnings())
                        .hasSize(1)
                        .allMatch(line -> line.contains("no response in 300 ms"));
                sender.wakeUp();
            }
        }
    }

    @Test
    void aClosedPortIsReportedOncePerStudy() throws Exception {
        long id = add(1);
        int port = Peers.freePort();
        try (Sender sender = start(LONG, 3, port)) {
            awaitAttempts(id, 6);
            assertThat(log.warnings())
                    .hasSize(1)
                    .allMatch(line -> line.contains("127.0.0.1:" + port) && line.contains(STUDY));
            sender.wakeUp();
        }
    }

    @Test
    void aParkedDeliveryNamesItsJob() throws Exception {
        long id = add(1);
        try (TestPacs pacs = pacs()) {
            pacs.answers(TestObjects.uid("instance", 1), 0xC123);
            try (Sender sender = start(LONG, 2, pacs.port())) {
                await().atMost(LONG).until(() -> outbox.state(id) == State.PARKED);
                assertThat(log.errors())
                        .hasSize(1)
                        .allSatisfy(
                                line ->
                                        assertThat(line)
                                                .contains(
                                                        "destination pacs (PACS at 127.0.0.1:",
                                                        STUDY,
                                                        "0xC123 (cannot understand)",
                                                        "jobs retry --deliveries 101"));
                sender.wakeUp();
            }
        }
    }

    @Test
    void anErrorCommentForgesNoLine() throws Exception {
        long id = add(1);
        try (TestPacs pacs = pacs()) {
            pacs.comments("full\n2026-01-01 ERROR \u001b[31mforged\u0007");
            pacs.answers(TestObjects.uid("instance", 1), 0xA700);
            try (Sender sender = start(LONG, 3, pacs.port())) {
                awaitAttempts(id, 2);
                awaitLines(1);
                assertThat(log.warnings().get(0))
                        .contains("saying 'full")
                        .doesNotContain("\n", "\u001b", "\u0007");
                assertThat(outbox.texts(id).get(0)).doesNotContain("\n", "\u001b", "\u0007");
                sender.wakeUp();
            }
        }
    }

    @Test
    void anUnavailableDatabaseIsReportedOnce() throws Exception {
        outbox.failNextReports(5);
        long id = add(1);
        try (TestPacs pacs = pacs();
                Sender sender = start(LONG, 3, pacs.port())) {
            await().atMost(LONG).until(() -> outbox.state(id) == State.SENT);
            await().atMost(LONG)
                    .until(
                            () ->
                                    log.infos().stream()
                                            .anyMatch(line -> line.contains("works again")));
            assertThat(log.errors()).hasSize(1).allMatch(line -> line.contains("PACS at 127"));
            sender.wakeUp();
        }
    }
}
