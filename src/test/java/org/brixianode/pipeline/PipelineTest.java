package org.brixianode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.brixianode.study.FailureReason;
import org.brixianode.study.JobState;
import org.brixianode.study.Patient;
import org.brixianode.study.StageException;
import org.brixianode.testkit.CapturedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Order, back-pressure, and the end that each job has. */
final class PipelineTest extends PipelineHarness {

    @Test
    void withOneThreadAStageTheFirstReceivedIsTheFirstInEachStage() {
        add(30);
        start(1);
        awaitAllEnded(30);
        List<Integer> received = IntStream.rangeClosed(1, 30).boxed().toList();
        assertThat(decoded).isEqualTo(received);
        assertThat(scored).isEqualTo(received);
        assertThat(jobs.ended()).isEqualTo(received.stream().map(Long::valueOf).toList());
    }

    /** A job that begins finds all but those that begin beside it begun. */
    @Test
    void withSeveralThreadsOnlyThoseInDecodingOvertakeEachOther() {
        int width = 3;
        add(60);
        start(width);
        awaitAllEnded(60);
        for (int i = 0; i < decoded.size(); i++) {
            assertThat(decoded.get(i) - 1 - i).as("of job %d", decoded.get(i)).isLessThan(width);
        }
    }

    @Test
    void imagesOfOnePatientAreComposedInTheirOrderHoweverTheyAreDecoded() {
        patientOf = id -> Optional.of(new Patient(id % 2 == 0 ? "even" : "odd"));
        CountDownLatch others = new CountDownLatch(1);
        fault.set(
                (stage, job) -> {
                    if (stage == Stage.DECODE && job == 1) {
                        awaitUninterruptibly(others);
                    }
                    if (stage == Stage.SCORE && job == 3) {
                        others.countDown();
                    }
                });
        add(8);
        start(4);
        awaitAllEnded(8);
        assertThat(composed.stream().filter(job -> job % 2 == 1)).containsExactly(1, 3, 5, 7);
        assertThat(composed.stream().filter(job -> job % 2 == 0)).containsExactly(2, 4, 6, 8);
    }

    /** Whose map is missing is what an operator wants to know. */
    @Test
    void aMissingMapIsReportedWithItsImage() {
        missingMap = Optional.of("no map of super-pixels: no time");
        add(2);
        try (CapturedLog log = CapturedLog.of(Pipeline.class.getName())) {
            start(1);
            awaitAllEnded(2);
            assertThat(log.warnings())
                    .hasSize(2)
                    .allMatch(line -> line.endsWith("the heatmap shows the activation map"))
                    .anyMatch(line -> line.startsWith("job 1, instance 1.9.1: no map"))
                    .anyMatch(line -> line.startsWith("job 2, instance 1.9.2: no map"));
        }
    }

    @Test
    void aScorerThatIsBlockedHoldsUpDecodingAndClaiming() throws Exception {
        CountDownLatch mayScore = new CountDownLatch(1);
        fault.set(
                (stage, job) -> {
                    if (stage == Stage.SCORE) {
                        awaitUninterruptibly(mayScore);
                    }
                });
        add(100);
        start(2);
        int most = 2 * 2 + 2 * BATCH;
        await().atMost(PATIENCE).until(() -> jobs.count(JobState.RUNNING) > most - BATCH);
        // The first batch may have several images; behind it another waits, and one a decoder.
        await().atMost(PATIENCE)
                .until(() -> !batches.isEmpty() && decoded.size() >= batches.get(0) + BATCH + 2);
        int callsThen = jobs.calls();
        for (int look = 0; look < 3; look++) {
            pipeline.check();
        }
        assertThat(jobs.calls() - callsThen).as("renewals only").isLessThanOrEqualTo(6);
        assertThat(decoded).as("scoring, waiting, and in the decoders").hasSizeBetween(7, 10);
        mayScore.countDown();
        awaitAllEnded(100);
        assertThat(jobs.mostRunning()).isBetween(most - BATCH + 1, most);
        assertThat(batches).isNotEmpty().allMatch(size -> size <= BATCH);
        assertThat(batches).as("whatever waits is taken together").contains(BATCH);
    }

    @Test
    void theScorerDoesNotWaitForAFullBatch() {
        add(1);
        start(2);
        awaitAllEnded(1);
        assertThat(batches).containsExactly(1);
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void anErrorInAStageEndsOneAttemptOfOneJobAndNoThread(Stage failing) {
        AtomicInteger errors = new AtomicInteger(2);
        fault.set(
                (stage, job) -> {
                    if (stage == failing && job == 3 && errors.getAndDecrement() > 0) {
                        throw errors.get() > 0
                                ? new NoClassDefFoundError("injected")
                                : new StackOverflowError("injected");
                    }
                });
        add(9);
        start(2);
        awaitAllEnded(9);
        assertThat(jobs.count(JobState.SCORED)).isEqualTo(9);
        for (int id = 1; id <= 9; id++) {
            // A batch that fails is scored image by image, which may take up both errors at once.
            assertThat(jobs.job(id).attempts())
                    .as("attempts of job %d", id)
                    .isBetween(id == 3 ? 2 : 1, id == 3 ? 3 : 1);
        }
    }

    @Test
    void eachJobHasTheEndThatItsStagesGiveIt() {
        fault.set(
                (stage, job) -> {
                    if (stage == Stage.COMPOSE && job == 2) {
                        throw new StageException(FailureReason.PARK, "hopeless");
                    }
                    if (stage == Stage.DECODE && job == 3) {
                        throw new StageException(FailureReason.RETRY, "again and again");
                    }
                    if (stage == Stage.COMPOSE && job == 4 && jobs.job(4).attempts() == 1) {
                        throw new StageException(FailureReason.RETRY, "once");
                    }
                });
        add(4);
        start(2);
        awaitAllEnded(4);
        assertThat(jobs.job(1).state()).isEqualTo(JobState.SCORED);
        assertThat(jobs.job(2).state()).isEqualTo(JobState.FAILED);
        assertThat(jobs.job(2).reason()).hasValue("hopeless");
        assertThat(jobs.job(2).attempts()).isEqualTo(1);
        assertThat(jobs.job(3).state()).isEqualTo(JobState.FAILED);
        assertThat(parking).containsExactlyInAnyOrder(2, 3);
        assertThat(jobs.job(3).attempts()).isEqualTo(ATTEMPTS);
        assertThat(jobs.job(4).state()).isEqualTo(JobState.SCORED);
        assertThat(jobs.job(4).attempts()).isEqualTo(2);
    }
}
