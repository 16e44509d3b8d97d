package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.brixianode.queue.TestJobs.LATER;
import static org.brixianode.queue.TestJobs.T0;
import static org.brixianode.queue.TestJobs.instance;
import static org.brixianode.queue.TestJobs.uid;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;
import org.junit.jupiter.api.Test;

final class ClaimTest extends QueueTestBase {

    @Test
    void theFirstReceivedIsClaimedFirst() throws Exception {
        for (int n : List.of(3, 1, 2)) {
            queue.enqueue(instance(n));
        }

        assertThat(queue.claim(2, LATER, LATER.plusSeconds(60)))
                .extracting(job -> job.instance().ref().sopInstanceUid())
                .containsExactly(uid(1), uid(2));
        assertThat(queue.claim(2, LATER, LATER.plusSeconds(60)))
                .extracting(job -> job.instance().ref().sopInstanceUid())
                .containsExactly(uid(3));
        assertThat(queue.claim(2, LATER, LATER.plusSeconds(60))).isEmpty();
    }

    @Test
    void aClaimedJobRunsWithItsAttemptCounted() throws Exception {
        queue.enqueue(instance(1));

        Job job = queue.claim(1, LATER, LATER.plusSeconds(60)).get(0);

        assertThat(job.state()).isEqualTo(JobState.RUNNING);
        assertThat(job.attempts()).isEqualTo(1);
        assertThat(job.firstClaimedAt()).contains(LATER);
        assertThat(admin.find(job.id())).contains(job);
    }

    @Test
    void theFirstClaimIsRememberedAcrossAttempts() throws Exception {
        Job job = TestJobs.running(queue, 1);
        Instant again = LATER.plus(Duration.ofMinutes(5));
        queue.retryAt(job, again, "model busy");

        Job second =
                queue.claim(1, again.plusSeconds(1), again.plusSeconds(1).plusSeconds(60)).get(0);

        assertThat(second.attempts()).isEqualTo(2);
        assertThat(second.firstClaimedAt()).contains(LATER);
        assertThat(second.reason()).contains("model busy");
    }

    @Test
    void nothingIsClaimedBeforeItsTime() throws Exception {
        Job job = TestJobs.running(queue, 1);
        Instant again = LATER.plus(Duration.ofMinutes(5));
        queue.retryAt(job, again, "model busy");

        assertThat(queue.claim(1, again.minusMillis(1), again.minusMillis(1).plusSeconds(60)))
                .isEmpty();
        assertThat(queue.claim(1, again, again.plusSeconds(60))).hasSize(1);
    }

    @Test
    void aJobForLaterDoesNotHoldUpTheOthers() throws Exception {
        Job job = TestJobs.running(queue, 1);
        queue.retryAt(job, LATER.plusSeconds(1), "model busy");
        queue.enqueue(instance(2));

        assertThat(queue.claim(5, LATER, LATER.plusSeconds(60)))
                .extracting(due -> due.instance().ref().sopInstanceUid())
                .containsExactly(uid(2));
    }

    @Test
    void fourClaimersNeverGetTheSameJob() throws Exception {
        int jobs = 120;
        for (int n = 0; n < jobs; n++) {
            queue.enqueue(instance(n));
        }

        List<Long> claimed = claimAllFromFourThreads();

        assertThat(claimed).doesNotHaveDuplicates().hasSize(jobs);
        assertThat(admin.counts().of(JobState.RUNNING)).isEqualTo(jobs);
    }

    private List<Long> claimAllFromFourThreads() throws Exception {
        int claimers = 4;
        ExecutorService threads = Executors.newFixedThreadPool(claimers);
        CyclicBarrier start = new CyclicBarrier(claimers);
        Callable<List<Long>> claimer =
                () -> {
                    start.await();
                    return claimUntilNoneIsWaiting();
                };
        try {
            List<Long> all = new ArrayList<>();
            for (Future<List<Long>> claimed :
                    threads.invokeAll(
                            IntStream.range(0, claimers).mapToObj(i -> claimer).toList())) {
                all.addAll(claimed.get());
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Long> claimUntilNoneIsWaiting() throws StageException {
        List<Long> mine = new ArrayList<>();
        while (admin.counts().of(JobState.WAITING) > 0) {
            queue.claim(3, LATER, LATER.plusSeconds(60)).forEach(job -> mine.add(job.id()));
        }
        return mine;
    }

    @Test
    void abandonedWorkIsPutBackAtTheStart() throws Exception {
        TestJobs.scored(queue, 1, "pacs");
        outbox.claim("pacs", 1, LATER, LATER.plusSeconds(60));
        TestJobs.running(queue, 2);
        queue.enqueue(instance(3));
        restart();

        assertThat(takeBackAbandoned()).isEqualTo(new JobQueue.Requeued(1, 1));

        assertThat(admin.counts().of(JobState.WAITING)).isEqualTo(2);
        Job again =
                queue.claimInterrupted(LATER.plusSeconds(9), LATER.plusSeconds(9).plusSeconds(60))
                        .orElseThrow();
        assertThat(again.instance().ref().sopInstanceUid()).isEqualTo(uid(2));
        assertThat(again.attempts()).as("the interrupted one is not counted").isEqualTo(1);
        assertThat(again.interruptions()).isEqualTo(1);
        assertThat(again.firstClaimedAt()).contains(LATER);
        assertThat(outbox.claim("pacs", 9, LATER, LATER.plusSeconds(60)))
                .extracting(DeliveryRecord::attempts)
                .containsExactly(2, 1);
        assertThat(takeBackAbandoned()).isEqualTo(new JobQueue.Requeued(1, 2));
    }

    @Test
    void interruptedJobsAreClaimedAloneTheLeastInterruptedFirst() throws Exception {
        for (int n = 1; n <= 3; n++) {
            queue.enqueue(instance(n));
        }
        queue.claim(2, LATER, LATER.plusSeconds(60));
        takeBackAbandoned();
        assertThat(queue.isInterruptedDue(LATER)).isTrue();
        assertThat(uidOf(queue.claimInterrupted(LATER, LATER.plusSeconds(60)))).contains(uid(1));
        takeBackAbandoned();

        assertThat(queue.claim(9, LATER, LATER.plusSeconds(60)))
                .extracting(job -> job.instance().ref().sopInstanceUid())
                .containsExactly(uid(3));
        assertThat(uidOf(queue.claimInterrupted(LATER, LATER.plusSeconds(60)))).contains(uid(2));
        Job twice = queue.claimInterrupted(LATER, LATER.plusSeconds(60)).orElseThrow();
        assertThat(twice.interruptions()).isEqualTo(2);
        assertThat(twice.attempts()).isEqualTo(1);
        assertThat(queue.isInterruptedDue(LATER)).isFalse();
        assertThat(queue.claimInterrupted(LATER, LATER.plusSeconds(60))).isEmpty();
    }

    private static Optional<String> uidOf(Optional<Job> claimed) {
        return claimed.map(job -> job.instance().ref().sopInstanceUid());
    }

    @Test
    void abandonedWorkIsPutBackUnderANewNodeName() throws Exception {
        assumeTrue(engine == TestEngine.H2, "elsewhere it may be another node's");
        TestJobs.running(queue, 1);
        QueueConfig own = config();
        try {
            restart(
                    new QueueConfig(
                            own.url(),
                            own.user(),
                            own.password(),
                            own.storage(),
                            "renamed",
                            own.lease(),
                            own.poolSize(),
                            own.connectionTimeout(),
                            own.statementTimeout(),
                            own.connectionLifetime()));

            assertThat(queue.requeueAbandoned().jobs()).isEqualTo(1);
        } finally {
            restart();
        }
    }

    @Test
    void timesAreKeptToTheMicrosecond() throws Exception {
        queue.enqueue(instance(1));

        Job job = queue.claim(1, LATER.plusNanos(999), LATER.plusNanos(999).plusSeconds(60)).get(0);

        assertThat(job.firstClaimedAt()).contains(LATER);
        assertThat(job.instance().receivedAt()).isEqualTo(T0.plusSeconds(1));
    }
}
