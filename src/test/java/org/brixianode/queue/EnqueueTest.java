package org.brixianode.queue;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.brixianode.queue.TestJobs.T0;
import static org.brixianode.queue.TestJobs.instance;
import static org.brixianode.queue.TestJobs.uid;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.brixianode.study.AeTitle;
import org.brixianode.study.FailureReason;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;
import org.junit.jupiter.api.Test;

final class EnqueueTest extends QueueTestBase {

    private static final int CALLERS = 10;

    @Test
    void aNewInstanceWaitsAsItCame() throws Exception {
        assertThat(queue.enqueue(instance(1))).isEqualTo(EnqueueResult.NEW);

        restart();

        Job job = admin.find(uid(1)).orElseThrow();
        assertThat(job.instance()).isEqualTo(instance(1));
        assertThat(job.state()).isEqualTo(JobState.WAITING);
        assertThat(job.attempts()).isZero();
        assertThat(job.firstClaimedAt()).isEmpty();
        assertThat(job.nextAttemptAt()).isEqualTo(T0.plusSeconds(1));
        assertThat(job.reason()).isEmpty();
        assertThat(admin.find(job.id())).contains(job);
    }

    @Test
    void theSameContentAgainIsADuplicate() throws Exception {
        queue.enqueue(instance(1));

        assertThat(queue.enqueue(instance(1))).isEqualTo(EnqueueResult.DUPLICATE);
        assertThat(admin.counts().received()).isEqualTo(1);
    }

    @Test
    void theSameContentIsADuplicateWhenTheJobIsLongFinished() throws Exception {
        TestJobs.scored(queue, 1);
        Job notScored = TestJobs.running(queue, 2);
        queue.completeNotScored(notScored, "a hand", Optional.empty());
        Job failed = TestJobs.running(queue, 3);
        queue.park(failed, "no pixel data");
        restart();

        for (int n = 1; n <= 3; n++) {
            assertThat(queue.enqueue(instance(n))).isEqualTo(EnqueueResult.DUPLICATE);
        }
        assertThat(admin.counts().waiting()).isZero();
    }

    @Test
    void otherContentUnderTheSameUidIsRecordedAndGetsNoJob() throws Exception {
        queue.enqueue(instance(1));

        assertThat(TestJobs.offer(queue, instance(1, "other"))).isEqualTo(EnqueueResult.CONFLICT);
        assertThat(TestJobs.offer(queue, instance(1, "other"))).isEqualTo(EnqueueResult.CONFLICT);
        assertThat(TestJobs.offer(queue, instance(1, "third"))).isEqualTo(EnqueueResult.CONFLICT);

        assertThat(admin.counts().received()).isEqualTo(1);
        assertThat(admin.find(uid(1)).orElseThrow().instance()).isEqualTo(instance(1));
        assertThat(admin.conflicts(10))
                .extracting(Conflict::contentDigest, Conflict::times)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("third", 1),
                        org.assertj.core.groups.Tuple.tuple("other", 2));
        assertThat(admin.conflicts(1).get(0))
                .isEqualTo(
                        new Conflict(
                                uid(1),
                                "third",
                                new AeTitle("MODALITY"),
                                instance(1, "third").file(),
                                T0.plusSeconds(1),
                                T0.plusSeconds(1),
                                1));
    }

    @Test
    void tenCallersWithTheSameInstanceMakeOneJob() throws Exception {
        for (int n = 0; n < 10; n++) {
            int round = n;
            assertThat(atOnce(caller -> instance(round)))
                    .containsOnly(
                            Map.entry(EnqueueResult.NEW, 1L),
                            Map.entry(EnqueueResult.DUPLICATE, 9L));
        }
        assertThat(admin.counts().received()).isEqualTo(10);
    }

    @Test
    void tenCallersWithTenContentsMakeOneJobAndNineConflicts() throws Exception {
        assertThat(atOnce(caller -> instance(1, "content-" + caller)))
                .containsOnly(
                        Map.entry(EnqueueResult.NEW, 1L), Map.entry(EnqueueResult.CONFLICT, 9L));
        assertThat(admin.counts().received()).isEqualTo(1);
        assertThat(admin.conflicts(100)).hasSize(9);
    }

    @Test
    void tenCallersWithTheSameConflictRecordItOnce() throws Exception {
        queue.enqueue(instance(1));

        assertThat(atOnce(caller -> instance(1, "other")))
                .containsOnly(Map.entry(EnqueueResult.CONFLICT, 10L));
        assertThat(admin.conflicts(100)).extracting(Conflict::times).containsExactly(10);
    }

    @Test
    void tenCallersWithDifferentInstancesMakeTenJobs() throws Exception {
        assertThat(atOnce(TestJobs::instance)).containsOnly(Map.entry(EnqueueResult.NEW, 10L));
        assertThat(admin.list(EnumSet.of(JobState.WAITING), 100))
                .extracting(job -> job.instance().ref().sopInstanceUid())
                .containsExactlyInAnyOrderElementsOf(
                        java.util.stream.IntStream.range(0, CALLERS)
                                .mapToObj(TestJobs::uid)
                                .toList());
    }

    @Test
    void aUidThatDoesNotFitIsRefusedForGood() {
        ReceivedInstance sound = instance(1);
        ReceivedInstance bad =
                new ReceivedInstance(
                        new InstanceRef("1", "1", "1", "1".repeat(65)),
                        sound.transferSyntaxUid(),
                        sound.callingAe(),
                        sound.calledAe(),
                        sound.file(),
                        sound.sizeBytes(),
                        sound.contentDigest(),
                        sound.receivedAt());

        assertThat(catchThrowable(() -> queue.enqueue(bad)))
                .asInstanceOf(type(StageException.class))
                .extracting(StageException::reason)
                .isEqualTo(FailureReason.PARK);
    }

    @Test
    void anInterruptedCallerLeavesTheDatabaseUsable() throws Exception {
        for (int n = 0; n < 20; n++) {
            Thread.currentThread().interrupt();
            enqueueWhateverComes(n);
            assertThat(Thread.interrupted()).as("the interrupt is not swallowed").isTrue();
        }
        assertThat(queue.enqueue(instance(100))).isEqualTo(EnqueueResult.NEW);
    }

    /** An interrupted caller may be refused a connection; that is all that may happen. */
    private void enqueueWhateverComes(int n) {
        Optional.ofNullable(catchThrowable(() -> queue.enqueue(instance(n))))
                .ifPresent(refusal -> assertThat(refusal).hasStackTraceContaining("getConnection"));
    }

    private Map<EnqueueResult, Long> atOnce(IntFunction<ReceivedInstance> instances)
            throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        CyclicBarrier start = new CyclicBarrier(CALLERS);
        try {
            List<Callable<EnqueueResult>> calls = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                ReceivedInstance instance = instances.apply(i);
                calls.add(
                        () -> {
                            start.await();
                            return TestJobs.offer(queue, instance);
                        });
            }
            List<EnqueueResult> answers = new ArrayList<>();
            for (Future<EnqueueResult> answer : callers.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers.stream().collect(groupingBy(Function.identity(), counting()));
        } finally {
            callers.shutdownNow();
        }
    }
}
