package org.brixianode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.brixianode.ops.Events;
import org.brixianode.pixels.PixelResult;
import org.brixianode.score.Scoring;
import org.brixianode.study.Acquisition;
import org.brixianode.study.FailureReason;
import org.brixianode.study.JobState;
import org.brixianode.study.Patient;
import org.brixianode.study.Radiograph;
import org.brixianode.study.Raster;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.StageException;
import org.brixianode.testkit.ManualClock;
import org.brixianode.testkit.ReportFixtures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stages with stand-ins for what they do and for the queue. */
final class PipelineTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LEASE = FakeJobs.LEASE;
    private static final Duration RETRY = Duration.ofSeconds(15);
    private static final int BATCH = 4;
    private static final int ATTEMPTS = 3;

    private enum Stage {
        DECODE,
        SCORE,
        COMPOSE
    }

    /** What happens when a job passes a stage. */
    private interface Fault {
        void at(Stage stage, int job) throws StageException;
    }

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-10T09:00:00Z"));
    private final FakeJobs jobs = new FakeJobs();
    private final AtomicReference<Fault> fault = new AtomicReference<>((stage, job) -> {});
    private final AtomicReference<Optional<String>> shortage =
            new AtomicReference<>(Optional.empty());
    private final AtomicInteger looksForRoom = new AtomicInteger();
    private final List<Integer> decoded = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> scored = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> composed = Collections.synchronizedList(new ArrayList<>());
    private volatile IntFunction<Optional<Patient>> patientOf = id -> Optional.empty();
    private final AtomicBoolean endsClaiming = new AtomicBoolean();
    private final AtomicBoolean hurried = new AtomicBoolean();
    private Pipeline pipeline;

    /** Ends a thread that catches everything, and logs it. */
    private static final class UnloggableError extends Error {

        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new NoClassDefFoundError("injected");
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (pipeline != null) {
            assertThat(pipeline.stop(PATIENCE)).as("every thread ends").isTrue();
        }
    }

    private void start(int width) {
        PipelineConfig config =
                new PipelineConfig(
                        width,
                        1,
                        BATCH,
                        new PipelineConfig.Retry(RETRY, RETRY, ATTEMPTS),
                        Duration.ofMillis(5),
                        1 << 20,
                        Path.of("results"),
                        List.of());
        pipeline =
                new Pipeline(
                        config,
                        jobs,
                        this::read,
                        this::score,
                        this::compose,
                        Events.NONE,
                        () -> hurried.set(true),
                        this::shortage,
                        clock);
        pipeline.start();
    }

    private Optional<String> shortage() {
        looksForRoom.incrementAndGet();
        if (endsClaiming.getAndSet(false)) {
            throw new UnloggableError();
        }
        return shortage.get();
    }

    /** The image's only pixel says which job it is of. */
    private PixelResult read(ReceivedInstance instance) throws StageException {
        int id = (int) instance.receivedAt().getEpochSecond();
        decoded.add(id);
        fault.get().at(Stage.DECODE, id);
        return new PixelResult.Accepted(
                new Radiograph(new Raster(1, 1, new float[] {id})),
                new Acquisition(patientOf.apply(id), Optional.empty()),
                Optional.empty());
    }

    private List<Scoring> score(List<Radiograph> radiographs) throws StageException {
        batches.add(radiographs.size());
        List<Scoring> said = new ArrayList<>();
        for (Radiograph radiograph : radiographs) {
            int id = (int) radiograph.grey().at(0, 0);
            fault.get().at(Stage.SCORE, id);
            scored.add(id);
            said.add(new Scoring.Scored(ReportFixtures.sheet()));
        }
        return said;
    }

    private void compose(Decoded one, ScoreSheet sheet) throws StageException {
        fault.get().at(Stage.COMPOSE, (int) one.job().id());
        composed.add((int) one.job().id());
        jobs.completeScored(one.job());
    }

    private void add(int count) {
        IntStream.rangeClosed(1, count).forEach(jobs::add);
    }

    /** Lets time pass until all jobs have ended, each once. */
    private void awaitAllEnded(int count) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(1))
                .until(
                        () -> {
                            clock.advance(Duration.ofSeconds(1));
                            pipeline.look();
                            return jobs.isAllEnded();
                        });
        assertThat(jobs.ended())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, count).boxed().toList());
    }

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
        await().atMost(PATIENCE).until(() -> decoded.size() >= 1 + BATCH + 2);
        int callsThen = jobs.calls();
        for (int look = 0; look < 3; look++) {
            pipeline.look();
        }
        assertThat(jobs.calls() - callsThen).as("renewals only").isLessThanOrEqualTo(6);
        assertThat(decoded).as("scoring, waiting, and in the decoders").hasSizeBetween(7, 10);
        mayScore.countDown();
        awaitAllEnded(100);
        assertThat(jobs.mostRunning()).isBetween(most - BATCH + 1, most);
        assertThat(batches).allMatch(size -> size <= BATCH);
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
        assertThat(jobs.job(3).attempts()).isEqualTo(ATTEMPTS);
        assertThat(jobs.job(4).state()).isEqualTo(JobState.SCORED);
        assertThat(jobs.job(4).attempts()).isEqualTo(2);
    }

    @Test
    void whatAnOperatorTakesBackMeanwhileIsNotEndedByTheEarlierClaim() {
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
            PipelineTest run = new PipelineTest();
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
        assertThat(jobs.takeBackExpired(clock.instant())).containsExactly(1L);
        pipeline.look();
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
        pipeline.look();
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
    void whatAnotherProcessLeftIsTakenBackWhenItsLeaseExpires() throws Exception {
        add(3);
        jobs.claim(1, clock.instant(), clock.instant().plus(LEASE));
        start(1);
        await().atMost(PATIENCE).until(() -> jobs.ended().size() == 2);
        pipeline.look();
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
    void aJobThatWasInterruptedTooOftenIsParkedWithoutALook() {
        jobs.add(1, PipelineConfig.MAX_INTERRUPTIONS);
        start(1);
        awaitAllEnded(1);
        assertThat(jobs.job(1).reason().orElseThrow()).contains("started 3 times without");
        assertThat(decoded).isEmpty();
    }

    @Test
    void withoutRoomNothingIsClaimedAndItGoesOnByItself() {
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
        await().atMost(PATIENCE).until(hurried::get);
        await().atMost(PATIENCE).until(() -> jobs.count(JobState.RUNNING) <= BATCH);
        mayScore.countDown();
        stopping.join(PATIENCE.toMillis());
        assertThat(jobs.count(JobState.RUNNING)).isZero();
        assertThat(jobs.count(JobState.SCORED)).isEqualTo(scored.size()).isBetween(1L, 4L);
        assertThat(jobs.count(JobState.WAITING)).isEqualTo(20 - scored.size());
    }

    private void stopped() {
        try {
            pipeline.stop(PATIENCE);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatDoesNotEndInTimeIsPutBackAndItsEndIsRefused() throws Exception {
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

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
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
}
