package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.brixianode.queue.TestJobs.LATER;
import static org.brixianode.queue.TestJobs.T0;
import static org.brixianode.queue.TestJobs.delivery;
import static org.brixianode.queue.TestJobs.instance;
import static org.brixianode.queue.TestJobs.reportAndHeatmap;
import static org.brixianode.queue.TestJobs.result;
import static org.brixianode.queue.TestJobs.uid;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.brixianode.study.FailureReason;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;
import org.brixianode.testkit.ResultKinds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every transition in every state: done where the state allows it, refused without a trace
 * elsewhere.
 */
final class JobTransitionsTest extends QueueTestBase {

    private static final Set<JobState> RUNNING = EnumSet.of(JobState.RUNNING);

    private static Transition<JobTransitionsTest, Job, JobState> transition(
            String name,
            Transition.Operation<JobTransitionsTest, Job> operation,
            Set<JobState> from,
            JobState to) {
        return new Transition<>(name, operation, from, to);
    }

    private static final List<Transition<JobTransitionsTest, Job, JobState>> TRANSITIONS =
            List.of(
                    transition(
                            "complete scored",
                            (test, job) ->
                                    TestJobs.complete(test.queue, job, result(1), "{}", List.of()),
                            RUNNING,
                            JobState.SCORED),
                    transition(
                            "complete not scored",
                            (test, job) ->
                                    test.queue.completeNotScored(job, "a hand", Optional.empty()),
                            RUNNING,
                            JobState.NOT_SCORED),
                    transition(
                            "park by worker",
                            (test, job) -> test.queue.park(job, "broken"),
                            RUNNING,
                            JobState.FAILED),
                    transition(
                            "retry at",
                            (test, job) -> test.queue.retryAt(job, LATER, "busy"),
                            RUNNING,
                            JobState.WAITING),
                    transition(
                            "retry",
                            (test, job) -> test.admin.retry(job.id(), LATER),
                            EnumSet.of(JobState.WAITING, JobState.NOT_SCORED, JobState.FAILED),
                            JobState.WAITING),
                    transition(
                            "rescore",
                            (test, job) -> test.admin.rescore(job.id(), LATER, Optional.empty()),
                            EnumSet.of(JobState.SCORED),
                            JobState.WAITING),
                    transition(
                            "park by operator",
                            (test, job) -> test.admin.park(job.id(), "not now"),
                            EnumSet.of(JobState.WAITING),
                            JobState.FAILED));

    static Stream<Arguments> everyTransitionInEveryState() {
        return Transition.inEveryState(TRANSITIONS, JobState.class);
    }

    @ParameterizedTest
    @MethodSource("everyTransitionInEveryState")
    void aTransitionIsDoneOrRefused(
            Transition<JobTransitionsTest, Job, JobState> transition, JobState state)
            throws Exception {
        Job before = jobIn(state);

        Optional<JobState> to = transition.attempt(this, before, state, "job " + before.id());

        Job after = admin.find(before.id()).orElseThrow();
        if (to.isPresent()) {
            assertThat(after.state()).isEqualTo(to.get());
        } else {
            assertThat(after).isEqualTo(before);
        }
    }

    @Test
    void aReasonWithANulCharacterIsKept() throws Exception {
        Job job = jobIn(JobState.RUNNING);
        queue.retryAt(job, LATER, "no \0 text");
        assertThat(admin.find(job.id()).orElseThrow().reason()).contains("no ? text");
        Job again = queue.claim(1, LATER, LATER.plusSeconds(60)).get(0);
        queue.park(again, "still no \0 text");
        assertThat(admin.find(job.id()).orElseThrow().reason()).contains("still no ? text");
    }

    private Job jobIn(JobState state) throws StageException {
        queue.enqueue(instance(1));
        long id = admin.find(uid(1)).orElseThrow().id();
        Job job =
                state == JobState.WAITING
                        ? admin.find(id).orElseThrow()
                        : queue.claim(1, LATER, LATER.plusSeconds(60)).get(0);
        switch (state) {
            case SCORED -> TestJobs.complete(queue, job, result(1), "{}", List.of());
            case NOT_SCORED -> queue.completeNotScored(job, "a foot", Optional.empty());
            case FAILED -> queue.park(job, "damaged");
            default -> assertThat(state).isIn(JobState.WAITING, JobState.RUNNING);
        }
        return admin.find(id).orElseThrow();
    }

    @Test
    void aJobThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> admin.retry(4711, T0))
                .isInstanceOf(IllegalTransitionException.class)
                .hasMessage("there is no job 4711");
    }

    @Test
    void anEndedJobKeepsItsReason() throws Exception {
        Job first = TestJobs.running(queue, 1);
        queue.completeNotScored(first, "lateral view", Optional.empty());
        Job second = TestJobs.running(queue, 2);
        queue.park(second, "x".repeat(5000));

        assertThat(admin.find(first.id()).orElseThrow().reason()).contains("lateral view");
        assertThat(admin.find(second.id()).orElseThrow().reason().orElseThrow())
                .hasSize(2000)
                .endsWith("x…");
    }

    @Test
    void aScoredJobBringsResultSheetAndDeliveriesTogether() throws Exception {
        Job job = TestJobs.running(queue, 1);

        TestJobs.complete(queue, job, result(1), "{\"total\":9}", reportAndHeatmap(1, "pacs"));
        restart();

        assertThat(admin.find(job.id()).orElseThrow().reason()).isEmpty();
        assertThat(admin.sheet(job.id())).contains("{\"total\":9}");
        assertThat(results.latestOf(uid(1))).contains(result(1));
        assertThat(outbox.ofJob(job.id()))
                .extracting(DeliveryRecord::object)
                .containsExactlyElementsOf(
                        reportAndHeatmap(1, "pacs").stream().map(PlannedDelivery::object).toList());
    }

    @Test
    void aFailureWithinTheCompletionLeavesNothingBehind() throws Exception {
        TestJobs.scored(queue, 1, "pacs");
        Job job = TestJobs.running(queue, 2);
        List<PlannedDelivery> twice =
                List.of(
                        delivery(2, ResultKinds.REPORT, "pacs"),
                        delivery(2, ResultKinds.REPORT, "pacs"));

        assertThatThrownBy(() -> TestJobs.complete(queue, job, result(2), "{}", twice))
                .isInstanceOf(StageException.class)
                .extracting(e -> ((StageException) e).reason())
                .isEqualTo(FailureReason.PARK);

        assertThat(admin.find(job.id()).orElseThrow().state()).isEqualTo(JobState.RUNNING);
        assertThat(admin.sheet(job.id())).isEmpty();
        assertThat(results.latestOf(uid(2))).isEmpty();
        assertThat(outbox.ofJob(job.id())).isEmpty();
    }

    @Test
    void aResultOfAnotherImageIsRefused() throws Exception {
        Job job = TestJobs.running(queue, 1);

        assertThatThrownBy(() -> TestJobs.complete(queue, job, result(2), "{}", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(uid(1))
                .hasMessageContaining(uid(2));
        assertThatThrownBy(
                        () ->
                                TestJobs.complete(
                                        queue, job, result(1), "{}", reportAndHeatmap(2, "pacs")))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(admin.find(job.id()).orElseThrow().state()).isEqualTo(JobState.RUNNING);
        assertThat(results.latestOf(uid(1))).isEmpty();
    }

    @Test
    void aRetryStartsTheAttemptsAnew() throws Exception {
        Job job = TestJobs.running(queue, 1);
        queue.park(job, "damaged");

        admin.retry(job.id(), LATER);

        Job again = queue.claim(1, LATER, LATER.plusSeconds(60)).get(0);
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(again.firstClaimedAt()).contains(LATER);
    }

    @Test
    void aHangingJobCanBeRetriedAndTheEarlierClaimsEndIsRefused() throws Exception {
        Job hanging = TestJobs.running(queue, 1);

        assertThatThrownBy(() -> admin.retry(hanging.id(), LATER.plusSeconds(59)))
                .as("a worker may have it")
                .isInstanceOf(IllegalTransitionException.class)
                .hasMessage(
                        "job %d cannot be retried: it is RUNNING on node node, whose lease ends at"
                                        .formatted(hanging.id())
                                + " 2026-03-31T08:01:00Z unless it is renewed");
        admin.retry(hanging.id(), LATER.plusSeconds(60));
        Job again =
                queue.claim(1, LATER.plusSeconds(61), LATER.plusSeconds(61).plusSeconds(60)).get(0);

        assertThatThrownBy(() -> TestJobs.complete(queue, hanging, result(1), "{}", List.of()))
                .isInstanceOf(IllegalTransitionException.class)
                .hasMessageContaining("this claim");
        assertThatThrownBy(() -> queue.retryAt(hanging, LATER, "late"))
                .isInstanceOf(IllegalTransitionException.class);
        assertThat(admin.find(again.id())).contains(again);
        TestJobs.complete(queue, again, result(1), "{}", List.of());
        assertThat(admin.find(again.id()).orElseThrow().state()).isEqualTo(JobState.SCORED);
    }

    @Test
    void withoutANodeARunningJobCanBeRetriedAtOnce() throws Exception {
        assumeTrue(engine == TestEngine.H2, "on a server other nodes may run");
        Job left = TestJobs.running(queue, 1);
        close();
        try (QueueDatabase command = QueueDatabase.openForCommand(config())) {
            new JobAdmin(command).retry(left.id(), LATER);
            assertThat(new JobAdmin(command).find(left.id()).orElseThrow().state())
                    .isEqualTo(JobState.WAITING);
        } finally {
            restart();
        }
    }

    @Test
    void aRescoreWaitsUntilTheResultsAreDelivered() throws Exception {
        Job job = TestJobs.scored(queue, 1, "pacs");

        assertThatThrownBy(() -> admin.rescore(job.id(), LATER, Optional.empty()))
                .isInstanceOf(IllegalTransitionException.class)
                .hasMessageContaining("no results that wait");
        for (DeliveryRecord delivery : outbox.claim("pacs", 2, LATER, LATER.plusSeconds(60))) {
            outbox.sent(delivery.claim(), 0, LATER);
        }
        admin.rescore(job.id(), LATER, Optional.empty());

        Job again =
                queue.claim(1, LATER.plusSeconds(7), LATER.plusSeconds(7).plusSeconds(60)).get(0);
        assertThat(again.firstClaimedAt()).contains(LATER.plusSeconds(7));
        assertThat(again.run()).isEqualTo(job.run() + 1);
        assertThat(results.predecessor(uid(1), again.run())).contains(result(1));
    }

    @Test
    void aRescoreSendsItsObjectsWhateverTheFirstDelivered() throws Exception {
        Job job = TestJobs.scored(queue, 1, "pacs");
        for (DeliveryRecord delivery : outbox.claim("pacs", 2, LATER, LATER.plusSeconds(60))) {
            outbox.sent(delivery.claim(), 0, LATER);
        }
        admin.rescore(job.id(), LATER, Optional.empty());
        Job again = queue.claim(1, LATER, LATER.plusSeconds(60)).get(0);

        TestJobs.complete(
                queue, again, TestJobs.run(2, result(1)), "{}", reportAndHeatmap(1, "pacs"));

        assertThat(outbox.ofJob(job.id()))
                .extracting(DeliveryRecord::state)
                .containsExactly(DeliveryState.WAITING, DeliveryState.WAITING);
    }

    @Test
    void jobsAreListedByStateTheLastReceivedFirst() throws Exception {
        Job failed = TestJobs.running(queue, 1);
        queue.park(failed, "damaged");
        queue.enqueue(instance(2));
        queue.enqueue(instance(3));

        assertThat(uids(admin.list(Set.of(), 10))).containsExactly(uid(3), uid(2), uid(1));
        assertThat(uids(admin.list(Set.of(), 2))).containsExactly(uid(3), uid(2));
        assertThat(uids(admin.list(EnumSet.of(JobState.FAILED, JobState.SCORED), 10)))
                .containsExactly(uid(1));
        assertThat(admin.find("1.9.9")).isEqualTo(Optional.empty());
        assertThat(admin.sheet(failed.id())).isEmpty();
    }

    private static List<String> uids(List<Job> jobs) {
        return jobs.stream().map(job -> job.instance().ref().sopInstanceUid()).toList();
    }
}
