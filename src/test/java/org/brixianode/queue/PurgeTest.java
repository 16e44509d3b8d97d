package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.brixianode.queue.TestJobs.LATER;
import static org.brixianode.queue.TestJobs.T0;
import static org.brixianode.queue.TestJobs.instance;
import static org.brixianode.queue.TestJobs.uid;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PurgeTest extends QueueTestBase {

    private static final Set<JobState> FINAL =
            EnumSet.of(JobState.SCORED, JobState.NOT_SCORED, JobState.FAILED);

    @Test
    void purgedJobsTellTheirFiles() throws Exception {
        Job job = TestJobs.scored(queue, 1, "pacs", "archive");
        send("pacs");
        send("archive");

        assertThat(purgeAll())
                .containsExactly(
                        new PurgedJob(
                                job.id(),
                                uid(1),
                                List.of(
                                        instance(1).file(),
                                        Path.of("/srv/brixia/var/results/2.25.1.0.dcm"),
                                        Path.of("/srv/brixia/var/results/2.25.1.1.dcm"))));
        assertThat(admin.counts().received()).isZero();
        assertThat(admin.sheet(job.id())).isEmpty();
        assertThat(outbox.counts()).isEmpty();
        assertThat(purgeAll()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = DeliveryState.class,
            names = {"WAITING", "SENDING", "PARKED"})
    void aJobWithAnUnsentDeliveryStays(DeliveryState unsent) throws Exception {
        Job job = TestJobs.scored(queue, 1, "pacs");
        List<DeliveryRecord> deliveries = outbox.claim("pacs", 2, LATER, LATER.plusSeconds(60));
        outbox.sent(deliveries.get(0).claim(), 0, LATER);
        DeliveryClaim other = deliveries.get(1).claim();
        if (unsent == DeliveryState.WAITING) {
            outbox.retryAt(other, LATER, OptionalInt.empty(), "refused");
        } else if (unsent == DeliveryState.PARKED) {
            outbox.park(other, OptionalInt.empty(), "refused");
        }

        assertThat(purgeAll()).isEmpty();

        assertThat(admin.find(job.id())).isPresent();
        assertThat(outbox.ofJob(job.id()))
                .extracting(DeliveryRecord::state)
                .containsExactly(DeliveryState.SENT, unsent);
    }

    @Test
    void waitingAndRunningJobsStay() throws Exception {
        TestJobs.running(queue, 1);
        queue.enqueue(instance(2));

        assertThat(purgeAll()).isEmpty();
        assertThat(admin.counts().received()).isEqualTo(2);
    }

    @Test
    void onlyTheChosenStatesAndTheOldGo() throws Exception {
        queue.completeNotScored(TestJobs.running(queue, 1), "a hand", Optional.empty());
        queue.park(TestJobs.running(queue, 2), "damaged");
        queue.completeNotScored(TestJobs.running(queue, 3), "a hand", Optional.empty());
        queue.completeNotScored(TestJobs.running(queue, 4), "a hand", Optional.empty());
        Set<JobState> notScored = EnumSet.of(JobState.NOT_SCORED);

        assertThat(admin.purge(new PurgeFilter(notScored, T0.plusSeconds(4), 1)))
                .extracting(PurgedJob::sopInstanceUid)
                .containsExactly(uid(1));
        assertThat(admin.purge(new PurgeFilter(notScored, T0.plusSeconds(4), 9)))
                .extracting(PurgedJob::sopInstanceUid)
                .containsExactly(uid(3));
        assertThat(admin.list(Set.of(), 9))
                .extracting(job -> job.instance().ref().sopInstanceUid())
                .containsExactly(uid(4), uid(2));
    }

    @Test
    void aScoredImageIsStillKnownAfterItsPurge() throws Exception {
        TestJobs.scored(queue, 1);
        purgeAll();

        assertThat(queue.enqueue(instance(1))).isEqualTo(EnqueueResult.DUPLICATE);
        assertThat(TestJobs.offer(queue, instance(1, "other"))).isEqualTo(EnqueueResult.CONFLICT);
        assertThat(admin.counts().received()).isZero();
    }

    @Test
    void aPurgedFailureMayComeAgain() throws Exception {
        queue.park(TestJobs.running(queue, 1), "damaged");
        purgeAll();

        assertThat(TestJobs.offer(queue, instance(1, "mended"))).isEqualTo(EnqueueResult.NEW);
    }

    @Test
    void conflictsArePurgedByTheirLastArrival() throws Exception {
        queue.enqueue(instance(1));
        queue.enqueue(instance(2));
        TestJobs.offer(queue, instance(1, "other"));
        TestJobs.offer(queue, instance(2, "other"));

        assertThat(admin.purgeConflicts(T0.plusSeconds(2)))
                .containsExactly(instance(1, "other").file());
        assertThat(admin.conflicts(9)).extracting(Conflict::sopInstanceUid).containsExactly(uid(2));
    }

    @Test
    void onlyFinalStatesCanBeAskedFor() {
        assertThatThrownBy(
                        () ->
                                new PurgeFilter(
                                        EnumSet.of(JobState.SCORED, JobState.RUNNING), LATER, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RUNNING");
        assertThatThrownBy(() -> new PurgeFilter(Set.of(), LATER, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PurgeFilter(FINAL, LATER, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("limit 0");
    }

    private List<PurgedJob> purgeAll() throws StageException {
        return admin.purge(new PurgeFilter(FINAL, LATER, 100));
    }

    private void send(String destination) throws StageException {
        for (DeliveryRecord delivery :
                outbox.claim(destination, 100, LATER, LATER.plusSeconds(60))) {
            outbox.sent(delivery.claim(), 0, LATER);
        }
    }
}
