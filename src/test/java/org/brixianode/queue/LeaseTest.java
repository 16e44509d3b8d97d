package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.brixianode.queue.TestJobs.LATER;
import static org.brixianode.queue.TestJobs.result;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Claims that run out. */
final class LeaseTest extends QueueTestBase {

    private static final Instant UNTIL = LATER.plusSeconds(60);

    private interface End {
        void of(LeaseTest test, Job job) throws Exception;
    }

    private enum JobEnd {
        SCORED((test, job) -> TestJobs.complete(test.queue, job, result(1), "{}", List.of())),
        NOT_SCORED((test, job) -> test.queue.completeNotScored(job, "a foot", Optional.empty())),
        PARKED((test, job) -> test.queue.park(job, "damaged")),
        RETRIED((test, job) -> test.queue.retryAt(job, LATER, "busy")),
        PUT_BACK((test, job) -> test.queue.putBack(job, LATER));

        private final End end;

        JobEnd(End end) {
            this.end = end;
        }
    }

    @ParameterizedTest
    @EnumSource(JobEnd.class)
    void anExpiredJobIsTakenOverAndItsFirstHoldersEndIsRefused(JobEnd late) throws Exception {
        Job sleeping = TestJobs.running(queue, 1);
        assertThat(queue.requeueExpired(UNTIL.minusMillis(1))).as("the lease holds").isEmpty();

        assertThat(queue.requeueExpired(UNTIL)).containsExactly(sleeping.id());

        assertThat(queue.claim(1, UNTIL, UNTIL.plusSeconds(60))).as("worked on alone").isEmpty();
        Job taken = queue.claimInterrupted(UNTIL, UNTIL.plusSeconds(60)).orElseThrow();
        assertThat(taken.id()).isEqualTo(sleeping.id());
        assertThat(taken.interruptions()).isEqualTo(1);
        assertThat(taken.attempts()).as("the interruption is no attempt").isEqualTo(1);
        assertThatThrownBy(() -> late.end.of(this, sleeping))
                .isInstanceOf(IllegalTransitionException.class)
                .hasMessageContaining("this claim");
        assertThat(admin.find(taken.id())).contains(taken);
        assertThat(queue.renew(List.of(taken), UNTIL.plusSeconds(90))).isEmpty();
    }

    @Test
    void aRenewedJobIsNotTakenOver() throws Exception {
        Job job = TestJobs.running(queue, 1);

        assertThat(queue.renew(List.of(job), UNTIL.plusSeconds(20))).isEmpty();

        assertThat(queue.requeueExpired(UNTIL.plusSeconds(19))).isEmpty();
        assertThat(queue.requeueExpired(UNTIL.plusSeconds(20))).containsExactly(job.id());
    }

    @Test
    void aReclaimedJobCannotBeRenewedByItsFormerHolder() throws Exception {
        Job first = TestJobs.running(queue, 1);
        Job second = TestJobs.running(queue, 2);
        queue.renew(List.of(second), UNTIL.plusSeconds(60));
        queue.requeueExpired(UNTIL);

        assertThat(queue.renew(List.of(second, first), UNTIL.plusSeconds(90)))
                .containsExactly(first);
        queue.claimInterrupted(UNTIL, UNTIL.plusSeconds(60));
        assertThat(queue.renew(List.of(first), UNTIL.plusSeconds(90))).containsExactly(first);
        assertThat(queue.requeueExpired(UNTIL.plusSeconds(60)))
                .as("the refused renewal has not prolonged the new claim")
                .containsExactly(first.id());
    }

    @Test
    void aHolderThatRenewsFirstKeepsItsWorkWhenTheClockJumps() throws Exception {
        Job mine = TestJobs.running(queue, 1);
        Job hanging = TestJobs.running(queue, 2);
        Instant tomorrow = LATER.plus(Duration.ofDays(1));

        assertThat(queue.renew(List.of(mine), tomorrow.plusSeconds(60))).isEmpty();

        assertThat(queue.requeueExpired(tomorrow)).containsExactly(hanging.id());
        TestJobs.complete(queue, mine, result(1), "{}", List.of());
        assertThat(admin.find(mine.id()).orElseThrow().state()).isEqualTo(JobState.SCORED);
    }

    @Test
    void aClockThatIsPutBackShortensTheLeaseAtItsNextRenewal() throws Exception {
        Job job = TestJobs.running(queue, 1);
        Instant yesterday = LATER.minus(Duration.ofDays(1));

        queue.renew(List.of(job), yesterday.plusSeconds(60));

        assertThat(queue.requeueExpired(yesterday.plusSeconds(59))).isEmpty();
        assertThat(queue.requeueExpired(yesterday.plusSeconds(60))).containsExactly(job.id());
    }

    @Test
    void aReleasedJobCountsNothingAndIsClaimedWithTheOthers() throws Exception {
        Job job = TestJobs.running(queue, 1);

        queue.putBack(job, LATER.plusSeconds(5));

        assertThat(queue.claim(1, LATER, UNTIL)).as("not before its time").isEmpty();
        Job again = queue.claim(1, LATER.plusSeconds(5), UNTIL).get(0);
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(again.interruptions()).isZero();
        assertThat(again.claims()).isEqualTo(2);
    }

    @Test
    void anExpiredDeliveryIsTakenOverAndItsFirstHoldersEndIsRefused() throws Exception {
        TestJobs.scored(queue, 1, "pacs");
        List<DeliveryRecord> first = outbox.claim("pacs", 2, LATER, UNTIL);
        DeliveryRecord sleeping = first.get(0);
        assertThat(sleeping.leaseUntil()).contains(UNTIL);
        assertThat(outbox.renew(List.of(first.get(1).claim()), UNTIL.plusSeconds(1))).isEmpty();

        assertThat(outbox.requeueExpired(UNTIL)).containsExactly(sleeping.id());

        DeliveryRecord taken = outbox.claim("pacs", 9, UNTIL, UNTIL.plusSeconds(60)).get(0);
        assertThat(taken.id()).isEqualTo(sleeping.id());
        assertThat(taken.attempts()).isEqualTo(2);
        assertThatThrownBy(() -> outbox.sent(sleeping.claim(), 0, UNTIL))
                .isInstanceOf(IllegalTransitionException.class)
                .hasMessageContaining("this claim");
        assertThatThrownBy(() -> outbox.putBack(sleeping.claim()))
                .isInstanceOf(IllegalTransitionException.class);
        assertThat(outbox.renew(List.of(sleeping.claim()), UNTIL.plusSeconds(99)))
                .containsExactly(sleeping.claim());
        assertThat(outbox.ofJob(taken.jobId())).contains(taken);
    }

    @Test
    void anOperatorRetriesADeliveryThatHangsButNotOneThatIsBeingSent() throws Exception {
        Job job = TestJobs.scored(queue, 1, "pacs");
        DeliveryAdmin deliveries = new DeliveryAdmin(database);
        DeliveryRecord hanging = outbox.claim("pacs", 1, LATER, UNTIL).get(0);
        outbox.park(
                outbox.claim("pacs", 1, LATER, UNTIL).get(0).claim(), OptionalInt.empty(), "full");

        assertThat(deliveries.retry(job.id(), Optional.of("pacs"), UNTIL.minusMillis(1)))
                .extracting(DeliveryRecord::state)
                .containsExactly(DeliveryState.PARKED);
        assertThat(deliveries.retry(job.id(), Optional.of("pacs"), UNTIL)).hasSize(2);

        DeliveryRecord again = outbox.claim("pacs", 1, UNTIL, UNTIL.plusSeconds(60)).get(0);
        assertThat(again.id()).isEqualTo(hanging.id());
        assertThatThrownBy(() -> outbox.sent(hanging.claim(), 0, UNTIL))
                .isInstanceOf(IllegalTransitionException.class);
    }

    @Test
    void aCommittedDeliveryIsAnEndLikeASentOne() throws Exception {
        Job job = TestJobs.scored(queue, 1, "pacs");
        for (DeliveryRecord delivery : outbox.claim("pacs", 2, LATER, UNTIL)) {
            TestJobs.committed(database, delivery.id());
        }
        DeliveryAdmin deliveries = new DeliveryAdmin(database);

        assertThat(outbox.counts().get("pacs")).containsEntry(DeliveryState.COMMITTED, 2L);
        assertThat(deliveries.counts().get(0).unsent()).isZero();
        assertThat(deliveries.counts().get(0).oldestWaiting()).isEmpty();
        assertThat(outbox.requeueExpired(UNTIL)).isEmpty();
        assertThat(deliveries.retry(job.id(), Optional.empty(), UNTIL)).isEmpty();
        assertThat(outbox.retryAll("pacs", UNTIL)).isZero();
        admin.rescore(job.id(), UNTIL, Optional.empty());
        queue.completeNotScored(
                queue.claim(1, UNTIL, UNTIL.plusSeconds(60)).get(0), "a foot", Optional.empty());
        assertThat(
                        admin.purge(
                                new PurgeFilter(
                                        java.util.EnumSet.of(JobState.NOT_SCORED), UNTIL, 9)))
                .extracting(PurgedJob::id)
                .containsExactly(job.id());
    }
}
