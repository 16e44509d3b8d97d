package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.brixianode.queue.TestJobs.instance;
import static org.brixianode.queue.TestJobs.uid;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.brixianode.study.Acquisition;
import org.brixianode.study.FailureReason;
import org.brixianode.study.StageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QueueDatabaseTest {

    @TempDir Path folder;

    @Test
    void aMissingFolderIsCreated() throws Exception {
        Path deep = folder.resolve("var/db");

        QueueDatabase.open(TestJobs.config(deep)).close();

        assertThat(deep.resolve("brixia.mv.db")).isRegularFile();
    }

    @Test
    void aVisitorNeedsADatabase() {
        refused(
                () -> QueueDatabase.openForCommand(TestJobs.config(folder.resolve("absent"))),
                FailureReason.PARK,
                "no such file");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aDamagedFileIsNamed() throws Exception {
        QueueConfig config = TestJobs.config(folder);
        QueueDatabase.open(config).close();
        Path file = folder.resolve("brixia.mv.db");
        Files.write(file, "not a database, or not any more".repeat(2000).getBytes());

        refused(() -> QueueDatabase.open(config), FailureReason.PARK, "damaged");
        Files.delete(file);
        QueueDatabase.open(config).close();
    }

    @Test
    void aFolderThatCannotBeIsNamed() throws Exception {
        Path notAFolder = Files.createFile(folder.resolve("file"));

        refused(
                () -> QueueDatabase.open(TestJobs.config(notAFolder)),
                FailureReason.PARK,
                notAFolder.toString());
    }

    @Test
    void aWrongPasswordIsNamedWithoutShowingIt() throws Exception {
        String url = TestJobs.config(folder).url();
        QueueDatabase.open(QueueConfig.of(url, "brixia", "right", folder)).close();

        assertThatThrownBy(() -> QueueDatabase.open(QueueConfig.of(url, "brixia", "wr0ng", folder)))
                .isInstanceOf(StageException.class)
                .hasMessageContaining("user or password")
                .hasMessageNotContaining("wr0ng");
        QueueDatabase.open(QueueConfig.of(url, "brixia", "right", folder)).close();
    }

    @Test
    void aSecondOpeningInTheSameProcessIsRefused() throws Exception {
        QueueConfig hasty = TestJobs.configWithTimeout(folder, Duration.ofMillis(300));
        try (QueueDatabase database = QueueDatabase.open(TestJobs.config(folder))) {
            refused(() -> QueueDatabase.open(hasty), FailureReason.RETRY, "already open");

            new JobQueue(database).enqueue(instance(1));
        }
    }

    @Test
    void aClosedDatabaseRefusesWorkAndASecondCloseDoesNothing() throws Exception {
        QueueDatabase database = QueueDatabase.open(TestJobs.config(folder));
        database.check();
        database.close();

        refused(database::check, FailureReason.RETRY, "closed");
        database.close();
    }

    @Test
    void aStopWaitsForWorkThatIsUnderWay() throws Exception {
        QueueDatabase database = QueueDatabase.open(TestJobs.config(folder));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        CompletableFuture<Void> work =
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                database.run(
                                        "wait",
                                        sql -> {
                                            inside.countDown();
                                            awaitUninterruptibly(mayGoOn);
                                            PriorSearches.insert(
                                                    sql,
                                                    instance(1),
                                                    Optional.empty(),
                                                    Acquisition.UNKNOWN);
                                            return null;
                                        });
                            } catch (StageException e) {
                                throw new AssertionError(e);
                            }
                        });
        inside.await();
        Thread stopper = new Thread(() -> closeQuietly(database));
        stopper.start();
        await().until(() -> stopper.getState() == Thread.State.TIMED_WAITING);
        mayGoOn.countDown();
        stopper.join();
        work.get();

        try (QueueDatabase again = QueueDatabase.open(TestJobs.config(folder))) {
            assertThat(new JobAdmin(again).find(uid(1))).isPresent();
        }
    }

    @Test
    void aThrownErrorRollsBack() throws Exception {
        try (QueueDatabase database = QueueDatabase.open(TestJobs.config(folder))) {
            assertThatThrownBy(
                            () ->
                                    database.run(
                                            "fail",
                                            sql -> {
                                                PriorSearches.insert(
                                                        sql,
                                                        instance(1),
                                                        Optional.empty(),
                                                        Acquisition.UNKNOWN);
                                                throw new IllegalStateException("midway");
                                            }))
                    .isInstanceOf(IllegalStateException.class);

            assertThat(new JobAdmin(database).counts().received()).isZero();
        }
    }

    private static void closeQuietly(QueueDatabase database) {
        try {
            database.close();
        } catch (StageException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void refused(ThrowingCallable call, FailureReason reason, String complaint) {
        assertThatThrownBy(call)
                .isInstanceOf(StageException.class)
                .hasMessageContaining(complaint)
                .extracting(e -> ((StageException) e).reason())
                .isEqualTo(reason);
    }
}
