package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was acknowledged is on the disk, whatever the disk makes of the writes since its last sync.
 */
final class PowerLossTest {

    private static final int CALLERS = 4;
    private static final int EACH = 40;
    private static final int LOSSES = 4;

    /** Each acknowledgement waits for the disk, which may be slow. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir Path folder;

    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();

    /** A power loss: what had been acknowledged before it, and the file after it. */
    private record Loss(List<String> acknowledged, byte[] file) {}

    @Test
    void acknowledgedDataSurvives() throws Exception {
        PowerLossDisk.insert();
        List<Loss> losses = new ArrayList<>();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (QueueDatabase database =
                QueueDatabase.open(TestJobs.config(folder.resolve("live")), PowerLossDisk.PREFIX)) {
            List<Future<?>> running = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                int first = caller * EACH;
                running.add(callers.submit(() -> enqueueFrom(first, new JobQueue(database))));
            }
            for (int i = 0; i < LOSSES; i++) {
                losses.addAll(lossesAfter(CALLERS * EACH * (i + 1) / (LOSSES + 1), i));
            }
            for (Future<?> caller : running) {
                caller.get();
            }
        } finally {
            callers.shutdownNow();
        }

        for (int i = 0; i < losses.size(); i++) {
            recover(losses.get(i), folder.resolve("after-" + i));
        }
    }

    private Void enqueueFrom(int first, JobQueue queue) throws StageException {
        for (int n = first; n < first + EACH; n++) {
            queue.enqueue(TestJobs.instance(n));
            acknowledged.add(TestJobs.uid(n));
        }
        return null;
    }

    /** One loss of every unsynced write, and one of a random half of them. */
    private List<Loss> lossesAfter(int count, int seed) {
        await().atMost(PATIENCE).until(() -> acknowledged.size() >= count);
        Random random = new Random(seed);
        List<String> all = List.copyOf(acknowledged);
        byte[] nothing = PowerLossDisk.imageAfterLoss(write -> false);
        List<String> half = List.copyOf(acknowledged);
        byte[] some = PowerLossDisk.imageAfterLoss(write -> random.nextBoolean());
        return List.of(new Loss(all, nothing), new Loss(half, some));
    }

    private static void recover(Loss loss, Path folder) throws IOException, StageException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("brixia.mv.db"), loss.file());
        try (QueueDatabase database = QueueDatabase.open(TestJobs.config(folder))) {
            JobAdmin admin = new JobAdmin(database);
            assertThat(loss.acknowledged()).isNotEmpty();
            for (String uid : loss.acknowledged()) {
                assertThat(admin.find(uid))
                        .as(uid)
                        .hasValueSatisfying(
                                job -> assertThat(job.state()).isEqualTo(JobState.WAITING));
            }
        }
    }
}
