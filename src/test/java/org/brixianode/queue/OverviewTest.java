package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.brixianode.queue.TestJobs.LATER;
import static org.brixianode.queue.TestJobs.T0;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.ReceivedInstance;
import org.junit.jupiter.api.Test;

final class OverviewTest extends QueueTestBase {

    private static final Instant MIDNIGHT = T0.truncatedTo(ChronoUnit.DAYS);

    private Overview overview() throws Exception {
        return new Overviews(database).since(MIDNIGHT);
    }

    /** Enqueues an instance that was received earlier or later than the others. */
    private void enqueueAt(int n, Instant at) throws Exception {
        ReceivedInstance instance = TestJobs.instance(n);
        queue.enqueue(
                new ReceivedInstance(
                        instance.ref(),
                        instance.transferSyntaxUid(),
                        instance.callingAe(),
                        instance.calledAe(),
                        instance.file(),
                        instance.sizeBytes(),
                        instance.contentDigest(),
                        at));
    }

    private void notScored(int n, Instant at) throws Exception {
        enqueueAt(n, at);
        Job job = queue.claim(1, LATER, LATER.plusSeconds(60)).get(0);
        queue.completeNotScored(job, "lateral", Optional.empty());
    }

    private int purge(JobState state) throws Exception {
        return admin.purge(new PurgeFilter(EnumSet.of(state), LATER, 100)).size();
    }

    @Test
    void tellsTodayFromBeforeAndTheOldestWaitingJob() throws Exception {
        assertThat(overview().oldestWaiting()).isEmpty();
        TestJobs.scored(queue, 1);
        notScored(2, MIDNIGHT.minusSeconds(1));
        enqueueAt(3, MIDNIGHT);
        enqueueAt(4, MIDNIGHT.plusSeconds(5));
        Overview overview = overview();
        assertThat(overview.all().received()).isEqualTo(4);
        assertThat(overview.today().received()).isEqualTo(3);
        assertThat(overview.today().of(JobState.NOT_SCORED)).isZero();
        assertThat(overview.today().waiting()).isEqualTo(2);
        assertThat(overview.oldestWaiting()).contains(MIDNIGHT);
    }

    @Test
    void purgedJobsStayCounted() throws Exception {
        TestJobs.scored(queue, 1);
        TestJobs.scored(queue, 2);
        notScored(3, MIDNIGHT.minus(Duration.ofDays(400)));
        notScored(4, MIDNIGHT.minusSeconds(1));
        Overview before = overview();
        assertThat(purge(JobState.SCORED)).isEqualTo(2);
        assertThat(purge(JobState.NOT_SCORED)).isEqualTo(2);
        assertThat(admin.counts().received()).isZero();
        assertThat(overview()).isEqualTo(before);
        assertThat(before.all().received()).isEqualTo(4);
        assertThat(before.today().received()).isEqualTo(2);
    }

    @Test
    void figuresOfAPeriodIncludePurgedJobsWhereTheyCountReceptions() throws Exception {
        Instant until = MIDNIGHT.plus(Duration.ofHours(1));
        notScored(1, MIDNIGHT);
        notScored(2, MIDNIGHT.minusSeconds(1));
        WorkFigures figures = new WorkFigures(database);
        assertThat(
                        figures.groups(
                                List.of(TestJobs.instance(1).ref().sopClassUid()), MIDNIGHT, until))
                .extracting(WorkFigures.Group::images)
                .containsExactly(1L);
        assertThat(figures.latestModel()).isEmpty();
        assertThat(figures.scores("d", MIDNIGHT, until)).isEmpty();
        assertThat(figures.received(MIDNIGHT, until)).isEqualTo(1);
        purge(JobState.NOT_SCORED);
        assertThat(figures.received(MIDNIGHT, until)).isEqualTo(1);
        assertThat(figures.firstKept()).isEmpty();
        assertThat(figures.firstReceived()).contains(MIDNIGHT.minus(Duration.ofMinutes(15)));
    }

    @Test
    void countsOfOldQuartersAreAddedUp() throws Exception {
        for (int n = 0; n < 20; n++) {
            notScored(n, T0.minus(Duration.ofDays(40)).minus(Duration.ofHours(n)));
        }
        purge(JobState.NOT_SCORED);
        notScored(20, T0.plus(Duration.ofDays(5)));
        purge(JobState.NOT_SCORED);
        int rows =
                database.run(
                        "count",
                        sql ->
                                sql.list(row -> 1, "SELECT received_quarter FROM purged_job")
                                        .size());
        assertThat(rows).isEqualTo(2);
        assertThat(overview().all().of(JobState.NOT_SCORED)).isEqualTo(21);
        assertThat(new Overviews(database).since(MIDNIGHT.plus(Duration.ofDays(5))).today())
                .extracting(JobCounts::received)
                .isEqualTo(1L);
    }

    @Test
    void aFailedJobCanBeDiscardedAndStaysCounted() throws Exception {
        Job failed = TestJobs.running(queue, 1);
        queue.park(failed, "damaged");
        PurgedJob discarded = admin.discard(failed.id());
        assertThat(discarded.files()).containsExactly(failed.instance().file());
        assertThat(admin.find(failed.id())).isEmpty();
        assertThat(overview().all().of(JobState.FAILED)).isEqualTo(1);
        assertThat(queue.enqueue(TestJobs.instance(1))).isEqualTo(EnqueueResult.NEW);
    }

    @Test
    void aScoredOrWaitingJobCannotBeDiscarded() throws Exception {
        Job scored = TestJobs.scored(queue, 1, "pacs");
        queue.enqueue(TestJobs.instance(2));
        long waiting = admin.find(TestJobs.uid(2)).orElseThrow().id();
        for (long id : new long[] {scored.id(), waiting, 999_999}) {
            assertThatThrownBy(() -> admin.discard(id))
                    .isInstanceOf(IllegalTransitionException.class);
        }
        assertThat(overview().all().received()).isEqualTo(2);
    }
}
