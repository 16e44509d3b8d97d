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
import org.brixianode.study.Job;
import org.brixianode.study.Patient;
import org.brixianode.study.Radiograph;
import org.brixianode.study.Raster;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.StageException;
import org.brixianode.study.StudyFacts;
import org.brixianode.testkit.ManualClock;
import org.brixianode.testkit.ReportFixtures;
import org.junit.jupiter.api.AfterEach;

/**
 * A pipeline whose stages and whose queue are stand-ins. An image carries the number of its job as
 * its only pixel.
 */
class PipelineHarness {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final Duration LEASE = FakeJobs.LEASE;
    private static final Duration RETRY = Duration.ofSeconds(15);
    static final int BATCH = 4;
    static final int ATTEMPTS = 3;

    enum Stage {
        DECODE,
        SCORE,
        COMPOSE
    }

    /** What happens when a job passes a stage. */
    interface Fault {
        void at(Stage stage, int job) throws StageException;
    }

    final ManualClock clock = new ManualClock(Instant.parse("2026-03-10T09:00:00Z"));
    final FakeJobs jobs = new FakeJobs();
    final AtomicReference<Fault> fault = new AtomicReference<>((stage, job) -> {});
    final AtomicReference<Optional<String>> shortage = new AtomicReference<>(Optional.empty());
    final AtomicInteger looksForRoom = new AtomicInteger();
    final List<Integer> decoded = Collections.synchronizedList(new ArrayList<>());
    final List<Integer> parking = new java.util.concurrent.CopyOnWriteArrayList<>();
    final List<Integer> scored = Collections.synchronizedList(new ArrayList<>());
    final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
    final List<Integer> composed = Collections.synchronizedList(new ArrayList<>());
    volatile IntFunction<Optional<Patient>> patientOf = id -> Optional.empty();
    volatile Optional<String> missingMap = Optional.empty();
    final AtomicBoolean endsClaiming = new AtomicBoolean();
    final AtomicBoolean explanationsSkipped = new AtomicBoolean();
    Pipeline pipeline;

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

    void start(int width) {
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
                        new StandInScorer(this::score),
                        results(),
                        Events.NONE,
                        () -> explanationsSkipped.set(true),
                        this::shortage,
                        clock);
        pipeline.start();
    }

    private Pipeline.Results results() {
        return new Pipeline.Results() {
            @Override
            public void complete(Decoded decoded, ScoreSheet sheet) throws StageException {
                compose(decoded, sheet);
            }

            @Override
            public void completeRefused(Decoded decoded, String reason) throws StageException {
                jobs.completeNotScored(decoded.job(), reason, decoded.facts());
            }

            @Override
            public void completeNotScored(Job job, String reason, Optional<StudyFacts> facts)
                    throws StageException {
                jobs.completeNotScored(job, reason, facts);
            }

            @Override
            public void beforeParking(Job job) {
                parking.add((int) job.id());
                throw new IllegalStateException("a failure that does not keep a job from parking");
            }
        };
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
                Optional.empty(),
                Optional.empty());
    }

    private List<Scoring> score(List<Radiograph> radiographs) throws StageException {
        batches.add(radiographs.size());
        List<Scoring> said = new ArrayList<>();
        for (Radiograph radiograph : radiographs) {
            int id = (int) radiograph.grey().at(0, 0);
            fault.get().at(Stage.SCORE, id);
            scored.add(id);
            said.add(new Scoring.Scored(ReportFixtures.sheet(), missingMap));
        }
        return said;
    }

    private void compose(Decoded one, ScoreSheet sheet) throws StageException {
        fault.get().at(Stage.COMPOSE, (int) one.job().id());
        composed.add((int) one.job().id());
        jobs.completeScored(one.job());
    }

    void add(int count) {
        IntStream.rangeClosed(1, count).forEach(jobs::add);
    }

    /** Lets time pass until all jobs have ended, each once. */
    void awaitAllEnded(int count) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(1))
                .until(
                        () -> {
                            clock.advance(Duration.ofSeconds(1));
                            pipeline.check();
                            return jobs.isAllEnded();
                        });
        assertThat(jobs.ended())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, count).boxed().toList());
    }

    static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
