package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.brixianode.queue.TestJobs.LATER;
import static org.brixianode.queue.TestJobs.instance;
import static org.brixianode.queue.TestJobs.reportAndHeatmap;
import static org.brixianode.queue.TestJobs.result;

import java.nio.file.Path;
import java.util.List;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pool retires each connection at the end of its lifetime. Nothing may depend on one that is
 * gone, that which made the schema included.
 */
final class RetiredConnectionsTest {

    @TempDir Path folder;

    private QueueDatabase database;
    private JobQueue queue;
    private DeliveryQueue outbox;

    @BeforeEach
    void open() throws StageException {
        database = QueueDatabase.open(TestJobs.config(folder));
        queue = new JobQueue(database);
        outbox = new DeliveryQueue(database);
    }

    @AfterEach
    void close() throws StageException {
        database.close();
    }

    @Test
    void everyStepOfAJobWorksOnConnectionsOpenedAfterTheMigration() throws Exception {
        database.renewConnections();
        assertThat(queue.enqueue(instance(1))).isEqualTo(EnqueueResult.NEW);
        database.renewConnections();
        Job first = queue.claim(1, LATER, LATER.plusSeconds(60)).get(0);
        database.renewConnections();
        queue.retryAt(first, LATER, "busy");
        database.renewConnections();
        Job second = queue.claim(1, LATER, LATER.plusSeconds(60)).get(0);
        database.renewConnections();
        TestJobs.complete(queue, second, result(1), "{}", reportAndHeatmap(1, "pacs"));
        database.renewConnections();
        List<DeliveryRecord> deliveries = outbox.claim("pacs", 9, LATER, LATER.plusSeconds(60));
        database.renewConnections();
        for (DeliveryRecord delivery : deliveries) {
            outbox.sent(delivery.claim(), 0, LATER);
        }
        assertThat(TestJobs.offer(queue, instance(1, "other"))).isEqualTo(EnqueueResult.CONFLICT);
        database.check();
    }

    @Test
    void aCheckNoticesATableThatTakesNoRowsAndLeavesNothingBehind() throws Exception {
        JobAdmin admin = new JobAdmin(database);
        database.check();
        assertThat(admin.counts().received()).as("the probe's row is taken back").isZero();
        for (String broken :
                List.of(
                        "job ADD CONSTRAINT broken CHECK (state <> 'WAITING')",
                        "job ADD CONSTRAINT broken CHECK (state <> 'RUNNING')",
                        "delivery ADD CONSTRAINT broken CHECK (state <> 'SENDING')")) {
            alter(broken);
            assertThatThrownBy(database::check)
                    .as(broken)
                    .isInstanceOf(StageException.class)
                    .hasMessageContaining("BROKEN");
            alter(broken.replaceAll(" .*", " DROP CONSTRAINT broken"));
            database.check();
        }
    }

    @Test
    void theDatabaseCanBeOpenedAgainWhileTheNodeRuns() throws Exception {
        queue.enqueue(instance(1));
        database.reopen();
        assertThat(queue.enqueue(instance(1))).isEqualTo(EnqueueResult.DUPLICATE);
        try (QueueDatabase command = QueueDatabase.openForCommand(TestJobs.config(folder))) {
            assertThat(new JobAdmin(command).counts().received())
                    .as("through the node that was opened again")
                    .isEqualTo(1);
        }
    }

    private void alter(String change) throws StageException {
        database.run(
                "alter",
                sql -> {
                    sql.update("ALTER TABLE " + change);
                    return null;
                });
    }
}
