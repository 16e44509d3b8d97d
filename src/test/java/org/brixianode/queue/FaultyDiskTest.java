package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.brixianode.queue.TestJobs.instance;
import static org.brixianode.queue.TestJobs.uid;

import java.nio.file.Path;
import java.time.Duration;
import org.brixianode.study.FailureReason;
import org.brixianode.study.StageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FaultyDiskTest {

    private static final Duration LONGER_THAN_AN_ATTEMPT_TO_OPEN_AGAIN = Duration.ofMillis(2500);

    @TempDir Path folder;

    private QueueDatabase database;
    private JobQueue queue;

    @BeforeEach
    void open() throws StageException {
        FaultyDisk.insert();
        database = QueueDatabase.open(TestJobs.config(folder), FaultyDisk.PREFIX);
        queue = new JobQueue(database);
        assertThat(queue.enqueue(instance(1))).isEqualTo(EnqueueResult.NEW);
    }

    @AfterEach
    void close() throws StageException {
        FaultyDisk.insert();
        database.close();
    }

    @Test
    void aFullDiskRefusesObjectsAndReceptionResumesWithFreeSpace() throws Exception {
        FaultyDisk.setFull(true);
        await().during(LONGER_THAN_AN_ATTEMPT_TO_OPEN_AGAIN)
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> refused(2));

        FaultyDisk.setFull(false);
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsMatching(StageException.class::isInstance)
                .until(() -> queue.enqueue(instance(2)) == EnqueueResult.NEW);

        assertThat(queue.enqueue(instance(1))).isEqualTo(EnqueueResult.DUPLICATE);
        database.check();
    }

    @Test
    void afterAFailedSyncNothingIsAcceptedUntilARestart() throws Exception {
        FaultyDisk.setBroken(true);
        refused(2);
        FaultyDisk.setBroken(false);

        refused(2);
        refused(3);
        assertThatThrownBy(database::check).hasMessageContaining("restarted");
        assertThat(new JobAdmin(database).find(uid(1))).as("looking is still possible").isPresent();

        database.close();
        database = QueueDatabase.open(TestJobs.config(folder));
        assertThat(new JobQueue(database).enqueue(instance(1))).isEqualTo(EnqueueResult.DUPLICATE);
    }

    private void refused(int n) {
        assertThatThrownBy(() -> queue.enqueue(instance(n)))
                .isInstanceOf(StageException.class)
                .extracting(e -> ((StageException) e).reason())
                .isEqualTo(FailureReason.RETRY);
    }
}
