package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The file as it is when the process is killed, at many moments while images come, are scored and
 * are delivered at once: what was acknowledged before is in it.
 */
final class KilledWriterTest {

    private static final int KILLS = 8;

    /** H2 uses space again that is outdated for so long; by default after 45 seconds. */
    private static final int RETENTION_MS = 500;

    private static final int PER_KILL = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir Path folder;

    /** All that comes is due then. */
    private static final Instant LATER = TestJobs.T0.plus(Duration.ofDays(1000));

    /** Lines such as {@code job SCORED 17} and {@code delivery SENT 3}. */
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();

    private volatile boolean stopping;

    /** One step of work, again and again. */
    @FunctionalInterface
    private interface Step {
        void run() throws StageException;
    }

    private Future<?> repeat(ExecutorService threads, Step step) {
        return threads.submit(
                () -> {
                    while (!stopping) {
                        step.run();
                    }
                    return null;
                });
    }

    @Test
    void acknowledgedDataIsPresentAfterEachOfManyKills() throws Exception {
        byte[] file = new byte[0];
        for (int kill = 0; kill < KILLS; kill++) {
            file = workUntilKilled(file, folder.resolve("run-" + kill), kill * PER_KILL);
        }
        Set<String> missing = new HashSet<>(acknowledged);
        missing.removeAll(contentOf(file, folder.resolve("last")));
        assertThat(missing).isEmpty();
    }

    /**
     * @param file what the run before left
     * @param first number of the first image that comes
     * @return what is left when this one is killed
     */
    private byte[] workUntilKilled(byte[] file, Path run, int first) throws Exception {
        if (file.length > 0) {
            Set<String> missing = new HashSet<>(acknowledged);
            missing.removeAll(contentOf(file, run.resolveSibling(run.getFileName() + "-seen")));
            assertThat(missing).as("acknowledged and lost before %s", run).isEmpty();
            Files.createDirectories(run);
            Files.write(run.resolve("brixia.mv.db"), file);
        }
        PowerLossDisk.insert(file);
        stopping = false;
        ExecutorService threads = Executors.newCachedThreadPool();
        QueueDatabase database = QueueDatabase.open(TestJobs.config(run), PowerLossDisk.PREFIX);
        try {
            database.run("age", sql -> sql.update("SET RETENTION_TIME " + RETENTION_MS));
            new JobQueue(database).requeueAbandoned();
            List<Future<?>> work = start(threads, database, first);
            int wanted = acknowledged.size() + 20 + first % 7;
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> acknowledged.size() >= wanted || endedEarly(work));
            List<String> before = List.copyOf(acknowledged);
            byte[] left = PowerLossDisk.imageAfterLoss(write -> true);
            stopping = true;
            for (Future<?> one : work) {
                one.get();
            }
            acknowledged.clear();
            acknowledged.addAll(before);
            return left;
        } finally {
            stopping = true;
            threads.shutdown();
            endAtOnce(database);
        }
    }

    /** Spares the compaction of an ordered stop: nobody looks at this file any more. */
    private static void endAtOnce(QueueDatabase database) {
        try {
            database.run("end", sql -> sql.update("SHUTDOWN IMMEDIATELY"));
        } catch (StageException e) {
            // The connection ends with the database.
        }
        try {
            database.close();
        } catch (StageException e) {
            // It is closed already.
        }
    }

    private static boolean endedEarly(List<Future<?>> work) {
        return work.stream().anyMatch(Future::isDone);
    }

    private List<Future<?>> start(ExecutorService threads, QueueDatabase database, int first) {
        JobQueue queue = new JobQueue(database);
        DeliveryQueue outbox = new DeliveryQueue(database);
        int[] next = {first};
        return List.of(
                repeat(threads, () -> queue.enqueue(TestJobs.instance(next[0]++))),
                repeat(threads, () -> score(queue)),
                repeat(threads, () -> deliver(outbox)));
    }

    private void score(JobQueue queue) throws StageException {
        List<Job> jobs = new ArrayList<>(queue.claim(2, LATER, LATER.plusSeconds(60)));
        queue.claimInterrupted(LATER, LATER.plusSeconds(60)).ifPresent(jobs::add);
        for (Job job : jobs) {
            String uid = job.instance().ref().sopInstanceUid();
            int n = Integer.parseInt(uid.substring(uid.lastIndexOf('.') + 1));
            TestJobs.complete(
                    queue, job, TestJobs.result(n), "{}", TestJobs.reportAndHeatmap(n, "pacs"));
            acknowledged.add("job SCORED " + job.id());
        }
    }

    private void deliver(DeliveryQueue outbox) throws StageException {
        for (DeliveryRecord delivery : outbox.claim("pacs", 4, LATER, LATER.plusSeconds(60))) {
            outbox.sent(delivery.claim(), 0, LATER);
            acknowledged.add("delivery SENT " + delivery.id());
        }
    }

    private static Set<String> contentOf(byte[] file, Path folder)
            throws IOException, SQLException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("brixia.mv.db"), file);
        Set<String> content = new HashSet<>();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("brixia"));
                Statement statement = connection.createStatement()) {
            for (String table : List.of("job", "delivery")) {
                try (ResultSet rows = statement.executeQuery("SELECT state, id FROM " + table)) {
                    while (rows.next()) {
                        content.add(table + " " + rows.getString(1) + " " + rows.getLong(2));
                    }
                }
            }
        }
        return content;
    }
}
