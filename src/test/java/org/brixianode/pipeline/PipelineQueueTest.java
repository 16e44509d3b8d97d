package org.brixianode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.brixianode.ops.Events;
import org.brixianode.pixels.PixelResult;
import org.brixianode.queue.BrokenTables;
import org.brixianode.queue.JobAdmin;
import org.brixianode.queue.JobQueue;
import org.brixianode.queue.QueueConfig;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.queue.ResultHistory;
import org.brixianode.score.Scoring;
import org.brixianode.study.Acquisition;
import org.brixianode.study.AeTitle;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;
import org.brixianode.testkit.ReportFixtures;
import org.brixianode.testkit.ResultKinds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pipeline with stand-ins for the stages, on a real queue. */
final class PipelineQueueTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BATCH = 4;

    @TempDir Path folder;

    private QueueDatabase database;
    private JobQueue queue;
    private JobAdmin desk;
    private final List<Pipeline> started = new ArrayList<>();

    /** What happens while the n-th report is written, from 1. */
    private final Map<Integer, Fault> faults = new ConcurrentHashMap<>();

    private final AtomicInteger reports = new AtomicInteger();
    private final AtomicReference<Optional<String>> shortage =
            new AtomicReference<>(Optional.empty());

    private final AtomicInteger looks = new AtomicInteger();

    private Optional<String> shortage() {
        looks.incrementAndGet();
        return shortage.get();
    }

    private interface Fault {
        void happen() throws StageException;
    }

    @BeforeEach
    void open() throws StageException {
        openDatabase();
        for (int n = 1; n <= BATCH; n++) {
            queue.enqueue(instance(n));
        }
    }

    private void openDatabase() throws StageException {
        database =
                QueueDatabase.open(
                        QueueConfig.of("jdbc:h2:file:" + folder.resolve("brixia"), "", "", folder));
        queue = new JobQueue(database);
        desk = new JobAdmin(database);
    }

    @AfterEach
    void close() throws Exception {
        for (Pipeline pipeline : started) {
            pipeline.stop(Duration.ofSeconds(10));
        }
        database.close();
    }

    private static ReceivedInstance instance(int n) {
        return new ReceivedInstance(
                new InstanceRef("1.2.3", "1.2.3.4", "1.2.840.10008.5.1.4.1.1.1", uid(n)),
                "1.2.840.10008.1.2.1",
                new AeTitle("MODALITY"),
                new AeTitle("BRIXIA"),
                Path.of("/spool/" + n + ".dcm"),
                1000,
                "digest-" + n,
                java.time.Instant.EPOCH.plusSeconds(n));
    }

    private static String uid(int n) {
        return "1.2.840.99." + n;
    }

    private Pipeline start(int threads) {
        return start(threads, this::read);
    }

    private Pipeline start(int threads, Stages.Pixels pixels) {
        PipelineConfig config =
                new PipelineConfig(
                        threads,
                        1,
                        BATCH,
                        new PipelineConfig.Retry(Duration.ofMillis(50), Duration.ofMillis(50), 3),
                        Duration.ofMillis(50),
                        1 << 20,
                        folder,
                        List.of());
        Stages stages =
                new Stages(
                        queue,
                        new ResultHistory(database),
                        pixels,
                        new StandInScorer(this::score),
                        this::write,
                        () -> {},
                        Events.NONE);
        Pipeline pipeline =
                new Pipeline(config, stages, () -> {}, this::shortage, Clock.systemUTC());
        started.add(pipeline);
        pipeline.start();
        return pipeline;
    }

    private PixelResult read(ReceivedInstance instance) {
        return new PixelResult.Accepted(
                ReportFixtures.phantom(8, 8),
                Acquisition.UNKNOWN,
                Optional.empty(),
                Optional.empty());
    }

    private List<Scoring> score(List<org.brixianode.study.Radiograph> radiographs) {
        return radiographs.stream()
                .map(one -> (Scoring) new Scoring.Scored(ReportFixtures.sheet()))
                .toList();
    }

    private List<OutgoingObject> write(org.brixianode.report.ReportRequest request, Path into)
            throws StageException {
        Fault fault = faults.remove(reports.incrementAndGet());
        if (fault != null) {
            fault.happen();
        }
        String uid = request.source().ref().sopInstanceUid();
        return List.of(
                new OutgoingObject(
                        ResultKinds.REPORT,
                        new InstanceRef(
                                "1.2.3", "1.2.3.9", "1.2.840.10008.5.1.4.1.1.88.34", uid + ".1"),
                        uid,
                        into.resolve(uid)));
    }

    private void awaitAllScored() {
        awaitScored(BATCH);
    }

    private void awaitScored(int count) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(
                        () ->
                                assertThat(desk.counts().of(JobState.SCORED))
                                        .as("%s", desk.list(Set.of(), 9))
                                        .isEqualTo(count));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aQueueThatFailsInTheMiddleOfABatchLosesNone(int failing) throws Exception {
        CountDownLatch broken = new CountDownLatch(1);
        faults.put(
                failing,
                () -> {
                    BrokenTables.refuseEnds(database);
                    broken.countDown();
                });
        start(1);
        broken.await();
        // The rest of the batch is tried and refused before the disk is freed.
        await().atMost(PATIENCE).until(() -> reports.get() >= BATCH);
        assertThat(desk.counts().of(JobState.SCORED)).isEqualTo(failing - 1);

        BrokenTables.mend(database);

        awaitAllScored();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void ofABatchThatEndsTheProcessOnlyTheCulpritIsParked() throws Exception {
        CountDownLatch processesEnd = new CountDownLatch(1);
        AtomicInteger starts = new AtomicInteger();
        for (int crash = 1; crash <= 3; crash++) {
            CountDownLatch started = new CountDownLatch(1);
            Pipeline crashing =
                    start(
                            1,
                            instance -> {
                                if (isCulprit(instance)) {
                                    starts.incrementAndGet();
                                    started.countDown();
                                    awaitUninterruptibly(processesEnd);
                                }
                                return read(instance);
                            });
            started.await();
            // It gets no further; the next process finds what it left.
            crashing.close();
            queue.requeueAbandoned();
        }
        start(1);
        awaitScored(BATCH - 1);
        await().atMost(PATIENCE)
                .until(() -> desk.find(uid(3)).orElseThrow().state() == JobState.FAILED);
        assertThat(desk.find(uid(3)).orElseThrow().reason().orElseThrow())
                .contains("started 3 times without completing");
        assertThat(starts).hasValue(3);
        for (int n : new int[] {1, 2, 4}) {
            assertThat(desk.find(uid(n)).orElseThrow().attempts()).isEqualTo(1);
        }
        List<Job> before = desk.list(Set.of(), 9);
        processesEnd.countDown();
        for (Pipeline pipeline : started) {
            pipeline.stop(PATIENCE);
        }
        assertThat(desk.list(Set.of(), 9)).as("late ends change nothing").isEqualTo(before);
    }

    private static boolean isCulprit(ReceivedInstance instance) {
        return instance.ref().sopInstanceUid().equals(uid(3));
    }

    @Test
    void workThatDoesNotEndInTimeIsPutBackAtTheStopAndItsEndIsRefused() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        faults.put(
                1,
                () -> {
                    inside.countDown();
                    awaitUninterruptibly(mayGoOn);
                });
        Pipeline pipeline = start(1);
        inside.await();

        assertThat(pipeline.stop(Duration.ofMillis(1))).isFalse();

        assertThat(desk.counts().of(JobState.WAITING)).isEqualTo(BATCH);
        mayGoOn.countDown();
        assertThat(pipeline.stop(PATIENCE)).isTrue();
        assertThat(desk.list(Set.of(), 9))
                .allMatch(job -> job.state() == JobState.WAITING && job.interruptions() == 0);
    }
}
