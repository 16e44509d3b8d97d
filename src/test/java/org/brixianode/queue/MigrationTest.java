package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.brixianode.queue.TestJobs.LATER;
import static org.brixianode.queue.TestJobs.instance;
import static org.brixianode.queue.TestJobs.result;
import static org.brixianode.queue.TestJobs.uid;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;
import org.brixianode.study.StoredObject;
import org.brixianode.study.StoredResult;
import org.brixianode.testkit.StoredResults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database that release 0.1.0 wrote, with schema version 1 and H2 2.4.240: a scored job with two
 * deliveries, a failed one, one RUNNING, one WAITING, and a conflict.
 */
final class MigrationTest {

    private static final String WRITTEN = "/queue/schema-1-h2-2.4.240.mv.db.gz";

    @TempDir Path folder;

    private QueueDatabase open() throws Exception {
        try (InputStream file = new GZIPInputStream(getClass().getResourceAsStream(WRITTEN))) {
            Files.copy(file, folder.resolve("brixia.mv.db"));
        }
        return QueueDatabase.open(TestJobs.config(folder));
    }

    @Test
    void aDatabaseOfTheFirstReleaseIsMigratedAndItsJobsContinue() throws Exception {
        try (QueueDatabase database = open()) {
            JobQueue queue = new JobQueue(database);
            JobAdmin admin = new JobAdmin(database);
            assertThat(admin.list(Set.of(), 9))
                    .extracting(Job::state)
                    .containsExactly(
                            JobState.WAITING, JobState.RUNNING, JobState.FAILED, JobState.SCORED);
            // The first release did not keep for whom a report was made.
            assertThat(new ResultHistory(database).latestOf(uid(1)))
                    .contains(withoutDestinations(result(1)));
            assertThat(new DeliveryQueue(database).claim("pacs", 9, LATER, LATER.plusSeconds(60)))
                    .hasSize(2);
            assertThat(queue.requeueExpired(LATER))
                    .as("RUNNING before there were leases")
                    .hasSize(1);
            assertThat(queue.requeueAbandoned()).isEqualTo(new JobQueue.Requeued(0, 2));

            database.renewConnections();
            assertThat(queue.enqueue(instance(5))).isEqualTo(EnqueueResult.NEW);
            assertThat(queue.claim(9, LATER, LATER.plusSeconds(60))).hasSize(2);
            assertThat(queue.claimInterrupted(LATER, LATER.plusSeconds(60))).isPresent();
            database.check();
        }
    }

    private static StoredResult withoutDestinations(StoredResult result) {
        StoredResult bare =
                StoredResults.of(
                        result.sourceSopInstanceUid(),
                        result.run(),
                        result.patient(),
                        result.takenAt(),
                        result.model(),
                        result.zones(),
                        result.objects().stream()
                                .map(object -> new StoredObject(object.ref(), Set.of()))
                                .toList(),
                        result.scoredAt());
        return StoredResults.graded(bare, Optional.of("1.2.3"), Map.of());
    }

    @Test
    void aConflictOfAMovedFileNamesItsNewPath() throws Exception {
        try (QueueDatabase database = open()) {
            assertThat(new JobAdmin(database).conflicts(9))
                    .extracting(conflict -> conflict.file().toString())
                    .containsExactly("/var/spool/conflict/1.2.840.99.4_other.dcm");
        }
    }

    @Test
    void noConstraintDependsOnTheSessionThatCreatedIt() throws Exception {
        try (QueueDatabase database = open()) {
            assertThat(
                            database.<java.util.List<String>>run(
                                    "list constraints",
                                    sql ->
                                            sql.list(
                                                    row -> row.getString(1),
                                                    "SELECT constraint_name FROM"
                                                            + " information_schema.table_constraints"
                                                            + " WHERE constraint_type = 'CHECK'")))
                    .isEmpty();
        }
    }

    @Test
    void aStateThatThereIsNotIsRefused() throws Exception {
        try (QueueDatabase database = open()) {
            for (String table : new String[] {"job", "delivery"}) {
                assertThatThrownBy(
                                () ->
                                        database.run(
                                                "write",
                                                sql ->
                                                        sql.update(
                                                                "UPDATE "
                                                                        + table
                                                                        + " SET state = 'LOST'")))
                        .isInstanceOf(StageException.class);
            }
        }
    }

    @Test
    void aDatabaseOfANewerReleaseIsRefused() throws Exception {
        try (QueueDatabase database = QueueDatabase.open(TestJobs.config(folder))) {
            database.change(
                    "write as a newer release does",
                    sql ->
                            sql.update(
                                    """
                                    INSERT INTO "flyway_schema_history" ("installed_rank",
                                        "version", "description", "type", "script", "checksum",
                                        "installed_by", "execution_time", "success")
                                    VALUES (1000, '1000', 'of the future', 'SQL', 'V1000.sql', 1,
                                        'x', 1, TRUE)
                                    """));
        }
        assertThatThrownBy(() -> QueueDatabase.open(TestJobs.config(folder)))
                .isInstanceOf(StageException.class)
                .hasMessageContaining("a newer release of Brixia Node has used it")
                .hasMessageContaining("version 1000")
                .hasMessageContaining("restore the backup");
    }
}
