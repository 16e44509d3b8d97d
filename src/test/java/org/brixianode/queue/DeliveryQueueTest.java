package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.brixianode.queue.TestJobs.LATER;
import static org.brixianode.queue.TestJobs.delivery;
import static org.brixianode.queue.TestJobs.uid;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;
import org.brixianode.testkit.ResultKinds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class DeliveryQueueTest extends QueueTestBase {

    private static final int OUT_OF_RESOURCES = 0xA700;
    private static final int COERCION = 0xB000;

    private static final Set<DeliveryState> SENDING = EnumSet.of(DeliveryState.SENDING);

    private static Transition<DeliveryQueue, DeliveryClaim, DeliveryState> transition(
            String name,
            Transition.Operation<DeliveryQueue, DeliveryClaim> operation,
            DeliveryState to) {
        return new Transition<>(name, operation, SENDING, to);
    }

    private static final List<Transition<DeliveryQueue, DeliveryClaim, DeliveryState>> TRANSITIONS =
            List.of(
                    transition(
                            "sent",
                            (outbox, claim) -> outbox.sent(claim, 0, LATER),
                            DeliveryState.SENT),
                    transition(
                            "sent and committed",
                            (outbox, claim) ->
                                    outbox.delivered(
                                            claim,
                                            DeliveryState.COMMITTED,
                                            OptionalInt.of(200),
                                            LATER),
                            DeliveryState.COMMITTED),
                    transition(
                            "retry at",
                            (outbox, claim) ->
                                    outbox.retryAt(claim, LATER, OptionalInt.empty(), "refused"),
                            DeliveryState.WAITING),
                    transition(
                            "park",
                            (outbox, claim) ->
                                    outbox.park(claim, OptionalInt.of(OUT_OF_RESOURCES), "full"),
                            DeliveryState.PARKED),
                    transition("put back", DeliveryQueue::putBack, DeliveryState.WAITING));

    static Stream<Arguments> everyTransitionInEveryState() {
        return Transition.inEveryState(TRANSITIONS, DeliveryState.class);
    }

    @ParameterizedTest
    @MethodSource("everyTransitionInEveryState")
    void aTransitionIsDoneOrRefused(
            Transition<DeliveryQueue, DeliveryClaim, DeliveryState> transition, DeliveryState state)
            throws Exception {
        DeliveryRecord before = deliveryIn(state);

        Optional<DeliveryState> to =
                transition.attempt(outbox, before.claim(), state, "delivery " + before.id());

        DeliveryRecord after = only(before.jobId());
        if (to.isPresent()) {
            assertThat(after.state()).isEqualTo(to.get());
        } else {
            assertThat(after).isEqualTo(before);
        }
    }

    private DeliveryRecord deliveryIn(DeliveryState state) throws StageException {
        Job job = jobWithReport(1, "pacs");
        if (state == DeliveryState.WAITING) {
            return only(job.id());
        }
        DeliveryRecord delivery = outbox.claim("pacs", 1, LATER, LATER.plusSeconds(60)).get(0);
        switch (state) {
            case SENT -> outbox.sent(delivery.claim(), COERCION, LATER);
            case PARKED -> outbox.park(delivery.claim(), OptionalInt.empty(), "no such host");
            case COMMITTED -> TestJobs.committed(database, delivery.id());
            default -> assertThat(state).isEqualTo(DeliveryState.SENDING);
        }
        return only(job.id());
    }

    private DeliveryRecord only(long jobId) throws StageException {
        List<DeliveryRecord> deliveries = outbox.ofJob(jobId);
        assertThat(deliveries).hasSize(1);
        return deliveries.get(0);
    }

    @Test
    void aDeliveryThatIsNotThereIsNamed() {
        assertThatThrownBy(
                        () -> outbox.park(new DeliveryClaim(4711, 1), OptionalInt.empty(), "away"))
                .isInstanceOf(IllegalTransitionException.class)
                .hasMessage("there is no delivery 4711");
    }

    @Test
    void everyObjectHasARowForEveryDestination() throws Exception {
        Job job = TestJobs.scored(queue, 1, "pacs", "archive");

        assertThat(outbox.ofJob(job.id()))
                .hasSize(4)
                .allSatisfy(
                        planned -> {
                            assertThat(planned.state()).isEqualTo(DeliveryState.WAITING);
                            assertThat(planned.jobId()).isEqualTo(job.id());
                            assertThat(planned.attempts()).isZero();
                            assertThat(planned.lastStatus()).isEmpty();
                            assertThat(planned.lastError()).isEmpty();
                            assertThat(planned.sentAt()).isEmpty();
                            assertThat(planned.object().sourceSopInstanceUid()).isEqualTo(uid(1));
                        })
                .extracting(DeliveryRecord::object, DeliveryRecord::destination)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(
                                delivery(1, ResultKinds.HEATMAP, "archive").object(), "archive"));
    }

    @Test
    void aClaimIsForOneDestinationAndTheOldestComeFirst() throws Exception {
        TestJobs.scored(queue, 1, "dead", "pacs");
        TestJobs.scored(queue, 2, "dead", "pacs");

        assertThat(outbox.claim("pacs", 3, LATER, LATER.plusSeconds(60)))
                .allMatch(claimed -> claimed.destination().equals("pacs"))
                .allMatch(claimed -> claimed.state() == DeliveryState.SENDING)
                .extracting(claimed -> claimed.object().sourceSopInstanceUid())
                .containsExactly(uid(1), uid(1), uid(2));
        assertThat(outbox.claim("nowhere", 3, LATER, LATER.plusSeconds(60))).isEmpty();
    }

    @Test
    void anUnreachableDestinationDoesNotDelayOthers() throws Exception {
        for (int n = 0; n < 40; n++) {
            TestJobs.scored(queue, n, "dead", "pacs");
        }
        Instant muchLater = LATER.plus(Duration.ofDays(1));
        for (DeliveryRecord delivery : outbox.claim("dead", 100, LATER, LATER.plusSeconds(60))) {
            outbox.retryAt(delivery.claim(), muchLater, OptionalInt.empty(), "no route to host");
        }

        assertThat(outbox.claim("pacs", 100, LATER, LATER.plusSeconds(60))).hasSize(80);
        assertThat(outbox.claim("dead", 100, LATER, LATER.plusSeconds(60))).isEmpty();
        assertThat(outbox.claim("dead", 100, muchLater, muchLater.plusSeconds(60))).hasSize(80);
    }

    @Test
    void theLastAnswerIsKept() throws Exception {
        Job job = jobWithReport(1, "pacs");
        DeliveryRecord delivery = outbox.claim("pacs", 1, LATER, LATER.plusSeconds(60)).get(0);
        outbox.retryAt(
                delivery.claim(),
                LATER.plusSeconds(5),
                OptionalInt.of(OUT_OF_RESOURCES),
                "refused: out of resources");

        DeliveryRecord waiting = only(job.id());
        assertThat(waiting.lastStatus()).hasValue(OUT_OF_RESOURCES);
        assertThat(waiting.lastError()).contains("refused: out of resources");
        assertThat(waiting.nextAttemptAt()).isEqualTo(LATER.plusSeconds(5));

        DeliveryRecord again =
                outbox.claim("pacs", 1, LATER.plusSeconds(5), LATER.plusSeconds(65)).get(0);
        outbox.sent(again.claim(), COERCION, LATER.plusSeconds(6));
        restart();

        DeliveryRecord sent = only(job.id());
        assertThat(sent.attempts()).isEqualTo(2);
        assertThat(sent.lastStatus()).hasValue(COERCION);
        assertThat(sent.lastError()).isEmpty();
        assertThat(sent.sentAt()).contains(LATER.plusSeconds(6));
    }

    @Test
    void anErrorTextWithANulCharacterIsKept() throws Exception {
        Job job = TestJobs.scored(queue, 1, "pacs");
        DeliveryRecord claimed = outbox.claim("pacs", 1, LATER, LATER.plusSeconds(60)).get(0);
        outbox.park(claimed.claim(), OptionalInt.empty(), "comment \0 of a peer");
        assertThat(outbox.ofJob(job.id()))
                .extracting(DeliveryRecord::lastError)
                .contains(Optional.of("comment ? of a peer"));
    }

    @Test
    void anOperatorRetriesAllOfADestination() throws Exception {
        TestJobs.scored(queue, 1, "pacs", "archive");
        TestJobs.scored(queue, 2, "pacs");
        List<DeliveryRecord> toPacs = outbox.claim("pacs", 9, LATER, LATER.plusSeconds(60));
        for (DeliveryRecord delivery : toPacs.subList(0, 3)) {
            outbox.park(delivery.claim(), OptionalInt.empty(), "unknown AE");
        }
        outbox.sent(toPacs.get(3).claim(), 0, LATER);

        assertThat(outbox.retryAll("pacs", LATER)).isEqualTo(3);

        assertThat(outbox.claim("pacs", 9, LATER, LATER.plusSeconds(60)))
                .extracting(DeliveryRecord::id, DeliveryRecord::attempts)
                .containsExactly(
                        tuple(toPacs.get(0).id(), 1),
                        tuple(toPacs.get(1).id(), 1),
                        tuple(toPacs.get(2).id(), 1));
    }

    @Test
    void aTestWakesWhatTheDestinationDidNotAnswer() throws Exception {
        TestJobs.scored(queue, 1, "pacs", "archive");
        TestJobs.scored(queue, 2, "pacs");
        List<DeliveryRecord> toPacs = outbox.claim("pacs", 9, LATER, LATER.plusSeconds(60));
        Instant muchLater = LATER.plus(Duration.ofDays(1));
        outbox.retryAt(toPacs.get(0).claim(), muchLater, OptionalInt.empty(), "no route to host");
        outbox.retryAt(
                toPacs.get(1).claim(), muchLater, OptionalInt.of(OUT_OF_RESOURCES), "refused");
        outbox.park(toPacs.get(2).claim(), OptionalInt.empty(), "unreadable");
        outbox.sent(toPacs.get(3).claim(), 0, LATER);

        assertThat(outbox.makeUnansweredDueNow("archive", LATER)).isZero();
        assertThat(outbox.makeUnansweredDueNow("pacs", LATER)).isEqualTo(1);

        assertThat(outbox.claim("pacs", 9, LATER, LATER.plusSeconds(60)))
                .extracting(DeliveryRecord::id, DeliveryRecord::attempts)
                .containsExactly(tuple(toPacs.get(0).id(), 2));
    }

    @Test
    void countsAreByDestinationAndState() throws Exception {
        assertThat(outbox.counts()).isEmpty();
        TestJobs.scored(queue, 1, "pacs", "archive");
        outbox.claim("pacs", 1, LATER, LATER.plusSeconds(60));

        assertThat(outbox.counts())
                .containsExactly(
                        Map.entry("archive", counts(2, 0)), Map.entry("pacs", counts(1, 1)));
    }

    private static Map<DeliveryState, Long> counts(long waiting, long sending) {
        return Map.of(
                DeliveryState.WAITING,
                waiting,
                DeliveryState.SENDING,
                sending,
                DeliveryState.SENT,
                0L,
                DeliveryState.COMMITTED,
                0L,
                DeliveryState.PARKED,
                0L);
    }

    @Test
    void fourSendersNeverGetTheSameDelivery() throws Exception {
        for (int n = 0; n < 30; n++) {
            TestJobs.scored(queue, n, "pacs");
        }
        int senders = 4;
        ExecutorService threads = Executors.newFixedThreadPool(senders);
        CyclicBarrier start = new CyclicBarrier(senders);
        try {
            List<Future<List<Long>>> claims =
                    threads.invokeAll(
                            IntStream.range(0, senders)
                                    .<java.util.concurrent.Callable<List<Long>>>mapToObj(
                                            i -> () -> claimAll(start))
                                    .toList());
            List<Long> all = new ArrayList<>();
            for (Future<List<Long>> claim : claims) {
                all.addAll(claim.get());
            }
            assertThat(all).doesNotHaveDuplicates().hasSize(60);
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Long> claimAll(CyclicBarrier start) throws Exception {
        start.await();
        List<Long> mine = new ArrayList<>();
        while (outbox.counts().get("pacs").get(DeliveryState.WAITING) > 0) {
            outbox.claim("pacs", 2, LATER, LATER.plusSeconds(60))
                    .forEach(claimed -> mine.add(claimed.id()));
        }
        return mine;
    }
}
