package org.brixianode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.brixianode.study.FailureReason;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Claims that are lost, leases that expire, a queue that fails, and a stop in the midst of work.
 */
final class PipelineClaimsTest extends PipelineHarness {

    @Test
    void aJobRetriedByAnOperatorIsNotEndedByTheEarlierClaim() {
        AtomicBoolean first = new AtomicBoolean(true);
        fault.set(
                (stage, job) -> {
                    if (stage == Stage.COMPOSE && first.getAndSet(false)) {
                        jobs.takeBack(job);
                    }
                });
        add(1);
        start(1);
        awaitAllEnded(1);
        assertThat(jobs.job(1).claims()).isEqualTo(2);
    }

    /** Every call that the run makes fails once, before and after its change. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aQueueThatFailsOnAnyOneCallLosesNoJobAndEndsNoneTwice(boolean afterTheChange)
            throws Exception {
        int count = 5;
        for (int call = 1; call <= 30; call++) {
            PipelineHarness run = new PipelineHarness();
            run.jobs.failOn(call, afterTheChange);
            run.fault.set(
                    (stage, job) -> {
                        if (stage == Stage.DECODE && job == 2) {
                            throw new StageException(FailureReason.PARK, "hopeless");
                        }
                        if (stage == Stage.COMPOSE && job == 4 && run.jobs.job(4).attempts() < 2) {
                            throw new StageException(FailureReason.RETRY, "once");
                        }
                    });
            run.add(count);
            run.start(2);
            try {
                run.awaitAllEnded(count);
            } finally {
                run.stop();
            }
            assertThat(run.jobs.calls()).as("call %d was made", call).isGreaterThanOrEqualTo(call);
        }
    }

    @Test
    void aJobWhoseLeaseExpiresWhileItsWorkerSleepsIsDroppedThere() throws Exception {
        CountDownLatch asleep = new CountDownLatch(1);
        CountDownLatch awake = new CountDownLatch(1);
        fault.set(
                (stage, job) -> {
                    if (stage == Stage.SCORE && job == 1 && jobs.job(1).claims() == 1) {
                        asleep.countDown();
                        awaitUninterruptibly(awake);
                    }
                });
        add(1);
        start(1);
        asleep.await();
        clock.advance(LEASE);
        // Another node, whose watch comes first.
        assertThat(jobs.requeueExpired(clock.instant())).containsExactly(1L);
        pipeline.check();
        awake.countDown();
        awaitAllEnded(1);
        assertThat(jobs.job(1).state()).isEqualTo(JobState.SCORED);
        assertThat(jobs.job(1).claims()).as("dropped, and claimed once more").isEqualTo(2);
        assertThat(jobs.job(1).interruptions()).isEqualTo(1);
    }

    @Test
    void aClockThatJumpsDoesNotTakeThisNodesOwnWork() throws Exception {
        CountDownLatch asleep = new CountDownLatch(1);
        CountDownLatch awake = new CountDownLatch(1);
        fault.set(
                (stage, job) -> {
                    if (stage == Stage.SCORE) {
                        asleep.countDown();
                        awaitUninterruptibly(awake);
                    }
                });
        add(1);
        start(1);
        asleep.await();
        clock.advance(LEASE.multipliedBy(100));
        pipeline.check();
        awake.countDown();
        awaitAllEnded(1);
        assertThat(jobs.job(1).claims()).isEqualTo(1);
    }

    @Test
    void aClaimingThreadThatEndsIsReplaced() {
        endsClaiming.set(true);
        start(1);
        await().atMost(PATIENCE).until(() -> looksForRoom.get() > 0 && !endsClaiming.get());
        add(1);
        awaitAllEnded(1);
    }

    @Test
    void jobsOfAnotherProcessArePutBackWhenTheirLeaseExpires() throws Exception {
        add(3);
        jobs.claim(1, clock.instant(), clock.instant().plus(LEASE));
        start(1);
        await().atMost(PATIENCE).until(() -> jobs.ended().size() == 2);
        pipeline.check();
        assertThat(jobs.job(1).state()).isEqualTo(JobState.RUNNING);
        awaitAllEnded(3);
        assertThat(jobs.job(1).interruptions()).isEqualTo(1);
    }

    @Test
    void anInterruptedJobIsWorkedOnAloneThroughAllStages() {
        add(12);
        jobs.add(5, 1);
        jobs.add(8, 2);
        start(2);
        awaitAllEnded(12);
        assertThat(jobs.otherBesideInterrupted()).isFalse();
        assertThat(jobs.mostRunning()).as("others are in hand together").isGreaterThan(1);
    }

    @Test
    void aJobThatWasInterruptedTooOftenIsParkedBeforeItIsDecoded() {
        jobs.add(1, PipelineConfig.MAX_INTERRUPTIONS);
        start(1);
        awaitAllEnded(1);
        assertThat(jobs.job(1).reason().orElseThrow()).contains("started 3 times without");
        assertThat(decoded).isEmpty();
    }

    @Test
    void withoutFreeSpaceNothingIsClaimedUntilThereIsSpace() {
        shortage.set(Optional.of("9 MiB are free"));
        add(3);
        start(1);
        await().atMost(PATIENCE).until(() -> looksForRoom.get() > 5);
        assertThat(jobs.count(JobState.WAITING)).isEqualTo(3);
        shortage.set(Optional.empty());
        awaitAllEnded(3);
    }

    @Test
    void aStopFinishesWhatTheNetworkHasAndPutsTheRestBack() throws Exception {
        CountDownLatch scoring = new CountDownLatch(1);
        CountDownLatch mayScore = new CountDownLatch(1);
        fault.set(
                (stage, job) -> {
                    if (stage == Stage.SCORE) {
                        scoring.countDown();
                        awaitUninterruptibly(mayScore);
                    }
                });
        add(20);
        start(2);
        scoring.await();
        await().atMost(PATIENCE).until(() -> decoded.size() >= 5);
        Thread stopping = new Thread(this::stopped);
        stopping.start();
        await().atMost(PATIENCE).until(explanationsSkipped::get);
        await().atMost(PATIENCE).until(() -> jobs.count(JobState.RUNNING) <= BATCH);
        mayScore.countDown();
        stopping.join(PATIENCE.toMillis());
        assertThat(jobs.count(JobState.RUNNING)).isZero();
        assertThat(jobs.count(JobState.SCORED)).isEqualTo(scored.size()).isBetween(1L, 4L);
        assertThat(jobs.count(JobState.WAITING)).isEqualTo(20 - scored.size());
    }

    @Test
    void aJobThatDoesNotEndInTimeIsPutBackAndItsOutcomeRefused() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        fault.set(
                (stage, job) -> {
                    if (stage == Stage.COMPOSE) {
                        inside.countDown();
                        awaitUninterruptibly(mayGoOn);
                    }
                });
        add(1);
        start(1);
        inside.await();
        assertThat(pipeline.stop(Duration.ofMillis(1))).isFalse();
        assertThat(jobs.job(1).state()).isEqualTo(JobState.WAITING);
        mayGoOn.countDown();
        assertThat(pipeline.stop(PATIENCE)).isTrue();
        assertThat(jobs.job(1).state()).isEqualTo(JobState.WAITING);
        assertThat(jobs.job(1).interruptions()).isZero();
    }

    @Test
    void anEndThatCannotBeWrittenIsPutBackByRepeatedAttempts() {
        jobs.refuseEnds(true);
        add(3);
        start(2);
        // Each has failed to be completed, to be retried, and to be put back at least once.
        await().atMost(PATIENCE).until(() -> jobs.refusedEnds() > 3 * 3);
        assertThat(jobs.count(JobState.RUNNING)).isEqualTo(3);
        jobs.refuseEnds(false);
        awaitAllEnded(3);
        for (int id = 1; id <= 3; id++) {
            assertThat(jobs.job(id).attempts()).as("not counted").isEqualTo(1);
            assertThat(jobs.job(id).interruptions()).isZero();
        }
    }

    private void stopped() {
        try {
            pipeline.stop(PATIENCE);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
