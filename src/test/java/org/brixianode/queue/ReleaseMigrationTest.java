package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.brixianode.queue.TestJobs.LATER;
import static org.brixianode.queue.TestJobs.STORAGE;
import static org.brixianode.queue.TestJobs.uid;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database of schema version 5 that commit 8c0d810 wrote, with absolute paths below {@code
 * /srv/brixia/var}: two scored jobs, whose deliveries are sent, waiting, being sent and parked, one
 * job RUNNING, one WAITING, one failed, one not scored whose image lies elsewhere, and a conflict.
 */
final class ReleaseMigrationTest {

    private static final String WRITTEN = "/queue/schema-5-h2-2.4.240.mv.db.gz";

    @TempDir Path folder;

    private QueueDatabase open(Path storage) throws Exception {
        try (InputStream file = new GZIPInputStream(getClass().getResourceAsStream(WRITTEN))) {
            Files.copy(file, folder.resolve("brixia.mv.db"));
        }
        return reopen(storage);
    }

    private QueueDatabase reopen(Path storage) throws Exception {
        return QueueDatabase.open(QueueConfig.of(TestJobs.config(folder).url(), "", "", storage));
    }

    @Test
    void everyRowIsMigratedAndJobsContinue() throws Exception {
        try (QueueDatabase database = open(STORAGE)) {
            JobQueue queue = new JobQueue(database);
            DeliveryQueue deliveries = new DeliveryQueue(database);
            JobCounts counts = new JobAdmin(database).counts();
            assertThat(counts.byState())
                    .isEqualTo(
                            Map.of(
                                    JobState.WAITING, 1L,
                                    JobState.RUNNING, 1L,
                                    JobState.SCORED, 2L,
                                    JobState.NOT_SCORED, 1L,
                                    JobState.FAILED, 1L));
            assertThat(deliveries.counts())
                    .isEqualTo(
                            Map.of(
                                    "pacs", states(0, 1, 2, 1),
                                    "archive", states(2, 0, 0, 0)));

            assertThat(queue.requeueExpired(LATER)).as("RUNNING before leases").hasSize(1);
            assertThat(deliveries.requeueExpired(LATER)).as("SENDING before leases").hasSize(1);
            assertThat(queue.claim(9, LATER, LATER.plusSeconds(60))).hasSize(1);
            assertThat(queue.claimInterrupted(LATER, LATER.plusSeconds(60))).isPresent();
            DeliveryRecord again = deliveries.claim("pacs", 9, LATER, LATER.plusSeconds(60)).get(0);
            assertThat(again.attempts()).isEqualTo(2);
            deliveries.sent(again.claim(), 0, LATER);
            assertThat(new ResultHistory(database).latestOf(uid(2))).isPresent();
            database.check();
        }
    }

    private static Map<DeliveryState, Long> states(
            long waiting, long sending, long sent, long parked) {
        return Map.of(
                DeliveryState.WAITING,
                waiting,
                DeliveryState.SENDING,
                sending,
                DeliveryState.SENT,
                sent,
                DeliveryState.COMMITTED,
                0L,
                DeliveryState.PARKED,
                parked);
    }

    @Test
    void pathsBelowTheStorageFolderBecomeRelativeOnceAndFollowIt() throws Exception {
        open(STORAGE).close();

        try (QueueDatabase database = reopen(Path.of("/mnt/new"))) {
            JobAdmin admin = new JobAdmin(database);
            assertThat(admin.list(Set.of(), 9))
                    .extracting(job -> job.instance().file().toString())
                    .containsExactly(
                            "/mnt/elsewhere/6.dcm",
                            "/mnt/new/spool/objects/05/5.dcm",
                            "/mnt/new/spool/objects/04/4.dcm",
                            "/mnt/new/spool/objects/03/3.dcm",
                            "/mnt/new/spool/objects/02/2.dcm",
                            "/mnt/new/spool/objects/01/1.dcm");
            assertThat(admin.conflicts(9))
                    .extracting(conflict -> conflict.file().toString())
                    .containsExactly("/mnt/new/spool/conflict/4_other.dcm");
            Job scored = admin.find(uid(1)).orElseThrow();
            assertThat(new DeliveryQueue(database).ofJob(scored.id()))
                    .extracting(delivery -> delivery.object().file().getParent().toString())
                    .containsExactly("/mnt/new/results/01", "/mnt/new/results/01");
            assertThat(new DeliveryAdmin(database).resend(scored.id(), "pacs", any -> true, LATER))
                    .extracting(ResendResult::missing)
                    .isEqualTo(
                            new DeliveryQueue(database)
                                    .ofJob(scored.id()).stream()
                                            .map(DeliveryRecord::object)
                                            .toList());
        }
    }

    @Test
    void pathsOfAFormerStorageFolderStayAsTheyAre() throws Exception {
        try (QueueDatabase database = open(Path.of("/srv/another"))) {
            assertThat(new JobAdmin(database).find(uid(4)).map(job -> job.instance().file()))
                    .isEqualTo(Optional.of(STORAGE.resolve("spool/objects/04/4.dcm")));
            assertThat(List.copyOf(new JobAdmin(database).conflicts(9))).hasSize(1);
        }
    }
}
