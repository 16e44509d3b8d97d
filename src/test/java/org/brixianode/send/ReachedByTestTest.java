package org.brixianode.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.OutgoingObject;
import org.brixianode.testkit.ManualClock;
import org.brixianode.testkit.MemoryOutbox;
import org.brixianode.testkit.MemoryOutbox.State;
import org.brixianode.testkit.ResultKinds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for a destination is sent when a test has reached it, without the rest of a wait. */
final class ReachedByTestTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration HOUR = Duration.ofHours(1);

    /** A destination that does not answer, or refuses, or takes everything. */
    private static final class SwitchedCourier implements Courier {
        private volatile Outcome.Kind answer = Outcome.Kind.UNREACHABLE;
        private volatile CommitmentAnswer.Kind commitment = CommitmentAnswer.Kind.UNANSWERED;
        private final AtomicInteger requests = new AtomicInteger();

        @Override
        public String destination() {
            return "pacs";
        }

        @Override
        public String describe() {
            return "pacs";
        }

        @Override
        public Delivered delivered() {
            return Delivered.SENT;
        }

        @Override
        public Contact deliver(List<Delivery> batch, Progress progress) {
            Outcome.Kind kind = answer;
            if (kind != Outcome.Kind.UNREACHABLE) {
                progress.reached();
            }
            Optional<PeerStatus> status =
                    switch (kind) {
                        case SENT -> Optional.of(new PeerStatus(0, "success"));
                        case OUT_OF_RESOURCES -> Optional.of(new PeerStatus(0xA700, "full"));
                        default -> Optional.empty();
                    };
            for (Delivery delivery : batch) {
                progress.ended(delivery, new Outcome(kind, status, PeerState.ANSWERS, kind.name()));
            }
            return kind == Outcome.Kind.UNREACHABLE ? Contact.NONE : Contact.KEPT;
        }

        @Override
        public CommitmentAnswer askForCommitment(CommitmentRequest request, Reported reports) {
            requests.incrementAndGet();
            return new CommitmentAnswer(commitment, "");
        }

        @Override
        public Reachability reach() {
            return new Reachability(PeerState.ANSWERS, "answers", Optional.empty(), Duration.ZERO);
        }

        @Override
        public void close() {}
    }

    @TempDir private Path folder;

    private final ManualClock clock = new ManualClock(Instant.now());
    private final MemoryOutbox outbox = new MemoryOutbox();
    private final SwitchedCourier courier = new SwitchedCourier();
    private Sender sender;

    @BeforeEach
    void start() {
        SendConfig config =
                new SendConfig(
                        new BackOff(HOUR, Duration.ofDays(1), 0), 10, 3, Duration.ofMillis(10));
        sender = new Sender(config, List.of(() -> courier), outbox, clock, () -> 0);
        sender.start();
    }

    @AfterEach
    void stop() {
        sender.close();
    }

    /** A delivery whose first attempt has failed, and that waits for an hour. */
    private long failed() throws Exception {
        long id = outbox.add("pacs", Files.createTempFile(folder, "object", ".dcm"));
        sender.wakeUp();
        awaitFailures(id, 1);
        return id;
    }

    private void awaitFailures(long id, int failures) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                outbox.texts(id).size() == failures
                                        && outbox.state(id) == State.WAITING);
    }

    @Test
    void whatCouldNotReachItIsSentAtOnce() throws Exception {
        long id = failed();
        courier.answer = Outcome.Kind.SENT;
        sender.reachedByTest("other");
        sender.reachedByTest("pacs");
        await().atMost(PATIENCE).until(() -> outbox.state(id) == State.SENT);
        assertThat(outbox.attempts(id)).isEqualTo(2);
    }

    @Test
    void whatItRefusedKeepsItsTime() throws Exception {
        courier.answer = Outcome.Kind.OUT_OF_RESOURCES;
        long id = failed();
        sender.reachedByTest("pacs");
        await().atMost(PATIENCE).until(() -> outbox.tests() == 1);
        assertThat(outbox.due(id)).isAfter(Instant.now());
    }

    /** It counts as not reached, and yet no destination can have it sent without end. */
    @Test
    void whatItRefusesWithoutAStatusIsParkedInTheEnd() throws Exception {
        courier.answer = Outcome.Kind.CONTEXT_REJECTED;
        long id = failed();
        sender.reachedByTest("pacs");
        awaitFailures(id, 2);
        sender.reachedByTest("pacs");
        await().atMost(PATIENCE).until(() -> outbox.state(id) == State.PARKED);
        sender.reachedByTest("pacs");
        await().atMost(PATIENCE).until(() -> outbox.tests() == 3);
        assertThat(outbox.attempts(id)).isEqualTo(3);
        assertThat(outbox.state(id)).isEqualTo(State.PARKED);
    }

    private void awaitRequests(int requests) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                courier.requests.get() == requests
                                        && outbox.requestDue().isAfter(Instant.now()));
    }

    private void ask() throws Exception {
        InstanceRef ref = new InstanceRef("1.2", "1.3", "1.4", "1.5");
        Path file = folder.resolve("object.dcm");
        outbox.addRequest(
                new CommitmentRequest(
                        "2.25.1",
                        List.of(new OutgoingObject(ResultKinds.REPORT, ref, "1.6", file))));
        sender.wakeUp();
        awaitRequests(1);
    }

    @Test
    void aRequestForCommitmentThatItDidNotAnswerIsRepeatedAtOnce() throws Exception {
        ask();
        sender.reachedByTest("pacs");
        awaitRequests(2);

        courier.commitment = CommitmentAnswer.Kind.REFUSED;
        sender.reachedByTest("pacs");
        await().during(Duration.ofMillis(200)).until(() -> courier.requests.get() == 2);
        clock.advance(HOUR);
        awaitRequests(3);
        assertThat(outbox.tests()).isEqualTo(2);
    }

    @Test
    void aRequestThatItRefusedKeepsItsTime() throws Exception {
        courier.commitment = CommitmentAnswer.Kind.REFUSED;
        ask();
        sender.reachedByTest("pacs");
        await().atMost(PATIENCE).until(() -> outbox.tests() == 1);
        assertThat(outbox.requestDue()).isAfter(Instant.now());
        assertThat(courier.requests).hasValue(1);
    }

    /** A destination can answer C-ECHO and reject each association for storage. */
    @Test
    void oneThatPassesTestsInVainIsTriedLessAndLessOften() throws Exception {
        long id = failed();
        sender.reachedByTest("pacs");
        awaitFailures(id, 2);
        sender.reachedByTest("pacs");
        await().during(Duration.ofMillis(200)).until(() -> outbox.tests() == 1);

        clock.advance(HOUR);
        sender.reachedByTest("pacs");
        awaitFailures(id, 3);
        clock.advance(HOUR);
        sender.reachedByTest("pacs");
        await().during(Duration.ofMillis(200)).until(() -> outbox.tests() == 2);
        courier.answer = Outcome.Kind.SENT;
        clock.advance(HOUR);
        sender.wakeUp();
        await().atMost(PATIENCE).until(() -> outbox.state(id) == State.SENT);
    }
}
