package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.brixianode.queue.TestJobs.instance;
import static org.brixianode.queue.TestJobs.result;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ReceivedInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as the tables name them, and a storage folder that moves. */
final class StoredFilesTest {

    @TempDir Path folder;

    private QueueConfig config(Path storage) {
        QueueConfig any = TestJobs.config(folder.resolve("db"));
        return QueueConfig.of(any.url(), "", "", storage);
    }

    private static ReceivedInstance lyingIn(Path file, ReceivedInstance instance) {
        return new ReceivedInstance(
                instance.ref(),
                instance.transferSyntaxUid(),
                instance.callingAe(),
                instance.calledAe(),
                file,
                instance.sizeBytes(),
                instance.contentDigest(),
                instance.receivedAt());
    }

    private static OutgoingObject report(Path storage) {
        OutgoingObject any = TestJobs.reportAndHeatmap(1, "pacs").get(0).object();
        return new OutgoingObject(
                any.kind(),
                any.ref(),
                any.sourceSopInstanceUid(),
                storage.resolve("results/00/report.dcm"));
    }

    @Test
    void aStorageFolderThatIsMovedKeepsItsFiles() throws Exception {
        Path before = Files.createDirectories(folder.resolve("before/spool")).getParent();
        Path after = folder.resolve("mnt/after");
        Files.createFile(before.resolve("spool/1.dcm"));
        try (QueueDatabase database = QueueDatabase.open(config(before))) {
            JobQueue queue = new JobQueue(database);
            queue.enqueue(lyingIn(before.resolve("spool/1.dcm"), instance(1)));
            queue.recordConflict(lyingIn(before.resolve("spool/c.dcm"), instance(1, "other")));
            Job job = queue.claim(1, TestJobs.LATER, TestJobs.LATER.plusSeconds(60)).get(0);
            PlannedDelivery delivery = new PlannedDelivery(report(before), "pacs");
            TestJobs.complete(queue, job, result(1), "{}", List.of(delivery));
        }
        Files.createDirectories(after.getParent());
        Files.move(before, after);

        try (QueueDatabase database = QueueDatabase.open(config(after))) {
            JobAdmin admin = new JobAdmin(database);
            Job job = admin.find(TestJobs.uid(1)).orElseThrow();
            assertThat(job.instance().file()).isEqualTo(after.resolve("spool/1.dcm")).exists();
            assertThat(admin.conflicts(1))
                    .extracting(Conflict::file)
                    .containsExactly(after.resolve("spool/c.dcm"));
            DeliveryQueue deliveries = new DeliveryQueue(database);
            DeliveryRecord due =
                    deliveries
                            .claim("pacs", 1, TestJobs.LATER, TestJobs.LATER.plusSeconds(60))
                            .get(0);
            assertThat(due.object()).isEqualTo(report(after));
            deliveries.sent(due.claim(), 0, TestJobs.LATER);
            assertThat(
                            admin.purge(
                                            new PurgeFilter(
                                                    EnumSet.of(JobState.SCORED), TestJobs.LATER, 9))
                                    .get(0)
                                    .files())
                    .containsExactly(
                            after.resolve("spool/1.dcm"), after.resolve("results/00/report.dcm"));
        }
    }

    @Test
    void aFileOutsideKeepsItsAbsolutePath() throws Exception {
        Path outside = folder.resolve("outside/2.dcm");
        try (QueueDatabase database = QueueDatabase.open(config(folder.resolve("a")))) {
            new JobQueue(database).enqueue(lyingIn(outside, instance(2)));
        }

        try (QueueDatabase database = QueueDatabase.open(config(folder.resolve("b")))) {
            assertThat(new JobAdmin(database).find(TestJobs.uid(2)).orElseThrow().instance().file())
                    .isEqualTo(outside);
        }
    }

    @Test
    void aFolderWhoseNameBeginsAlikeIsOutside() {
        StoredFiles files = new StoredFiles(Path.of("/srv/brixia"));

        assertThat(files.text(Path.of("/srv/brixia/spool/../spool/1.dcm")))
                .isEqualTo("spool/1.dcm");
        assertThat(files.text(Path.of("/srv/brixia-old/1.dcm"))).isEqualTo("/srv/brixia-old/1.dcm");
        assertThat(files.path("spool/1.dcm")).isEqualTo(Path.of("/srv/brixia/spool/1.dcm"));
        assertThat(files.path("/srv/brixia-old/1.dcm")).isEqualTo(Path.of("/srv/brixia-old/1.dcm"));
    }
}
