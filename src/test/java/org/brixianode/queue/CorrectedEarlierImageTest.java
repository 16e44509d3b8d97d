package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.brixianode.queue.TestJobs.T0;
import static org.brixianode.queue.TestJobs.instance;
import static org.brixianode.queue.TestJobs.uid;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.brixianode.study.Acquisition;
import org.brixianode.study.EarlierResults;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.Patient;
import org.brixianode.study.PersonFacts;
import org.brixianode.study.StageException;
import org.brixianode.testkit.ResultKinds;
import org.junit.jupiter.api.Test;

/**
 * An earlier image turns out to be another person's, while a report that compares with it waits for
 * its renewal or is being written.
 */
final class CorrectedEarlierImageTest extends QueueTestBase {

    private static final Instant NOW = T0.plusSeconds(100);
    private static final Instant QUIET =
            NOW.plus(PriorRules.DEFAULT.renewAfter().orElseThrow()).plusSeconds(60);
    private static final LocalDateTime DAY = LocalDateTime.of(2026, 3, 1, 8, 0);
    private static final Patient ROE = patient("a", "Roe^Mary", "19600101");
    private static final Patient POE = patient("b", "Poe^Jane", "19350505");

    private static Patient patient(String digit, String name, String birthDate) {
        String key = digit.repeat(64);
        return new Patient(key, PersonFacts.of(key, name, birthDate, "F"));
    }

    private static Acquisition taken(Patient patient, int day) {
        return new Acquisition(Optional.of(patient), Optional.of(DAY.plusDays(day)));
    }

    private void receive(int n, int day) throws StageException {
        queue.enqueue(instance(n), Optional.empty(), taken(ROE, day));
    }

    private void correctTheFirst() throws StageException {
        queue.changes()
                .replace(instance(1, "fixed"), QUIET, false, Optional.empty(), taken(POE, 1));
    }

    private Job claim(int n) throws StageException {
        Job job = queue.claim(1, QUIET, QUIET.plusSeconds(600)).get(0);
        assertThat(job.instance().ref().sopInstanceUid()).isEqualTo(uid(n));
        return job;
    }

    private List<String> compared(Job job, Patient patient, int day) throws StageException {
        return results.priorOf(job, patient, DAY.plusDays(day)).found().stream()
                .map(EarlierResults.Earlier::result)
                .map(one -> one.sourceSopInstanceUid())
                .toList();
    }

    private void end(Job job, int n, Patient patient, int day) throws StageException {
        TestJobs.completeRun(
                queue,
                job,
                n,
                patient,
                DAY.plusDays(day),
                List.of(TestJobs.run(job.run(), TestJobs.delivery(n, ResultKinds.REPORT, "pacs"))));
        for (DeliveryRecord one : outbox.claim("pacs", 9, QUIET, QUIET.plusSeconds(60))) {
            outbox.sent(one.claim(), 0, QUIET);
        }
    }

    private List<String> score(int n, int day) throws StageException {
        Job job = claim(n);
        List<String> compared = compared(job, ROE, day);
        end(job, n, ROE, day);
        return compared;
    }

    private Job job(int n) throws StageException {
        return admin.find(uid(n)).orElseThrow();
    }

    @Test
    void aWaitingRenewalIsPutOffNoLonger() throws Exception {
        receive(1, 1);
        score(1, 1);
        receive(2, 5);
        assertThat(score(2, 5)).containsExactly(uid(1));
        receive(3, 3);
        score(3, 3);
        assertThat(
                        new Renewals(database, () -> PriorRules.DEFAULT)
                                .begin(
                                        Instant.now()
                                                .plus(
                                                        PriorRules.DEFAULT
                                                                .renewAfter()
                                                                .orElseThrow())))
                .hasSize(1);
        assertThat(job(2).reason()).contains(Renewals.REASON);

        correctTheFirst();
        Job fixed = claim(1);
        assertThat(queue.changes().decide(fixed, ReplacedContent.Outcome.REISSUED, true, QUIET))
                .contains(job(2).id());
        end(fixed, 1, POE, 1);

        assertThat(job(2).state()).isEqualTo(JobState.WAITING);
        assertThat(job(2).run()).as("no further one").isEqualTo(2);
        assertThat(job(2).reason()).isEmpty();
        List<String> renewals =
                database.run(
                        "read",
                        sql ->
                                sql.list(
                                        row -> row.getString(1),
                                        "SELECT sop_instance_uid FROM job WHERE renewal = 1"));
        assertThat(renewals).as("put off until all others are scored").doesNotContain(uid(2));
    }

    @Test
    void aReportThatIsBeingWrittenIsNotCompleted() throws Exception {
        receive(1, 1);
        score(1, 1);
        receive(2, 5);
        Job running = claim(2);
        assertThat(compared(running, ROE, 5)).containsExactly(uid(1));

        correctTheFirst();
        Job fixed = claim(1);
        assertThat(queue.changes().decide(fixed, ReplacedContent.Outcome.REISSUED, true, QUIET))
                .as("not scored yet")
                .isEmpty();
        end(fixed, 1, POE, 1);

        assertThatThrownBy(() -> end(running, 2, ROE, 5))
                .isInstanceOf(IllegalTransitionException.class)
                .hasMessageContaining("received with other content");
        assertThat(outbox.ofJob(running.id())).isEmpty();
        assertThat(queue.renew(List.of(running), QUIET)).containsExactly(running);
        Job again = claim(2);
        assertThat(again.run()).isEqualTo(1);
        assertThat(again.attempts()).isEqualTo(running.attempts());
        assertThat(compared(again, ROE, 5)).isEmpty();
        end(again, 2, ROE, 5);
        assertThat(job(2).state()).isEqualTo(JobState.SCORED);
    }

    private List<String> waitingRenewals() throws StageException {
        return database.run(
                "read",
                sql ->
                        sql.list(
                                row -> row.getString(1),
                                "SELECT sop_instance_uid FROM job WHERE renewal = 1"));
    }

    private void renewTheSecond() throws Exception {
        receive(1, 1);
        score(1, 1);
        receive(2, 5);
        score(2, 5);
        receive(3, 3);
        score(3, 3);
        new Renewals(database, () -> PriorRules.DEFAULT)
                .begin(Instant.now().plus(PriorRules.DEFAULT.renewAfter().orElseThrow()));
        assertThat(job(2).reason()).contains(Renewals.REASON);
    }

    /** Its claim is due at the time of the node's clock, at which the renewal was begun. */
    private Job claimRenewal() throws StageException {
        Instant due = job(2).nextAttemptAt().plusSeconds(1);
        Job job = queue.claim(1, due, due.plusSeconds(600)).get(0);
        assertThat(job.instance().ref().sopInstanceUid()).isEqualTo(uid(2));
        return job;
    }

    @Test
    void aRenewalThatIsBeingWrittenIsPutOffNoLonger() throws Exception {
        renewTheSecond();
        Job running = claimRenewal();
        assertThat(compared(running, ROE, 5)).contains(uid(1));

        correctTheFirst();
        Job fixed = claim(1);
        queue.changes().decide(fixed, ReplacedContent.Outcome.REISSUED, true, QUIET);
        end(fixed, 1, POE, 1);
        assertThatThrownBy(() -> end(running, 2, ROE, 5))
                .isInstanceOf(IllegalTransitionException.class);

        assertThat(job(2).state()).isEqualTo(JobState.WAITING);
        assertThat(waitingRenewals()).doesNotContain(uid(2));
    }

    @Test
    void aRenewalThatFailedIsScoredAgain() throws Exception {
        renewTheSecond();
        Job running = claimRenewal();
        queue.park(running, "broken");

        correctTheFirst();
        Job fixed = claim(1);
        assertThat(queue.changes().decide(fixed, ReplacedContent.Outcome.REISSUED, true, QUIET))
                .contains(job(2).id());
        assertThat(job(2).state()).isEqualTo(JobState.WAITING);
        assertThat(waitingRenewals()).doesNotContain(uid(2));
    }

    /** It loses its claim after the correction. */
    @Test
    void aRenewalThatIsPutBackIsPutOffNoLonger() throws Exception {
        renewTheSecond();
        Job running = claimRenewal();
        assertThat(compared(running, ROE, 5)).contains(uid(1));

        correctTheFirst();
        queue.changes().decide(claim(1), ReplacedContent.Outcome.REISSUED, true, QUIET);
        queue.putBack(running, QUIET);

        assertThat(job(2).state()).isEqualTo(JobState.WAITING);
        assertThat(waitingRenewals()).doesNotContain(uid(2));
    }

    /** It may be another person's, whatever becomes of the present content. */
    @Test
    void aCorrectionThatFailsHasReportsScoredAgainThatCompareWithIt() throws Exception {
        receive(1, 1);
        score(1, 1);
        receive(2, 5);
        assertThat(score(2, 5)).containsExactly(uid(1));

        correctTheFirst();
        queue.park(claim(1), "broken");

        assertThat(job(2).state()).isEqualTo(JobState.WAITING);
        assertThat(job(2).run()).isEqualTo(2);
        assertThat(score(2, 5)).isEmpty();
        admin.retry(job(1).id(), QUIET);
        Job again = claim(1);
        assertThat(queue.changes().decide(again, ReplacedContent.Outcome.REISSUED, true, QUIET))
                .as("done when it failed")
                .isEmpty();
    }

    @Test
    void aCorrectionThatAnOperatorParksHasReportsScoredAgain() throws Exception {
        receive(1, 1);
        score(1, 1);
        receive(2, 5);
        score(2, 5);

        correctTheFirst();
        admin.park(job(1).id(), "no more");

        assertThat(score(2, 5)).isEmpty();
        assertThat(job(2).run()).isEqualTo(2);
    }

    @Test
    void aCorrectionOfAPurgedImageHasReportsScoredAgain() throws Exception {
        receive(1, 1);
        score(1, 1);
        receive(2, 5);
        score(2, 5);
        assertThat(admin.purge(new PurgeFilter(EnumSet.of(JobState.SCORED), T0.plusSeconds(2), 9)))
                .hasSize(1);

        correctTheFirst();

        assertThat(job(2).state()).isEqualTo(JobState.WAITING);
        assertThat(job(2).run()).isEqualTo(2);
        end(claim(1), 1, POE, 1);
        assertThat(score(2, 5)).isEmpty();
        assertThat(job(2).run()).as("no further one").isEqualTo(2);
    }

    /** Its own content is replaced in the same moment: both transactions lock the job first. */
    @Test
    void aReportWhoseImageIsCorrectedAsWellIsWaitedFor() throws Exception {
        receive(1, 1);
        score(1, 1);
        receive(2, 5);
        score(2, 5);
        correctTheFirst();
        Job fixed = claim(1);
        long second = job(2).id();
        FutureTask<List<Long>> decision =
                new FutureTask<>(
                        () ->
                                queue.changes()
                                        .decide(
                                                fixed,
                                                ReplacedContent.Outcome.REISSUED,
                                                true,
                                                QUIET));
        Thread decider = new Thread(decision);

        database.change(
                "replace as well",
                sql -> {
                    JobRows.lock(sql, second);
                    decider.start();
                    await().during(Duration.ofMillis(300)).until(() -> comparesAgain(decider));
                    ReplacedRows.keepFiles(sql, second);
                    DeliveryRows.withdrawUnsent(sql, second, QUIET, DeliveryRows.IS_RESULT);
                });

        assertThat(decision.get()).containsExactly(second);
    }

    /** So that whoever decides on the correction finds the report. */
    @Test
    void anImageIsNotCorrectedWhileAReportThatComparesWithItEnds() throws Exception {
        receive(1, 1);
        score(1, 1);
        receive(2, 5);
        Job running = claim(2);
        compared(running, ROE, 5);
        FutureTask<Boolean> correction =
                new FutureTask<>(
                        () -> {
                            correctTheFirst();
                            return true;
                        });

        database.change(
                "end",
                sql -> {
                    assertThat(ContentChanges.isComparedWithReplaced(sql, running.id())).isFalse();
                    new Thread(correction).start();
                    await().during(Duration.ofMillis(300)).until(() -> !correction.isDone());
                });

        assertThat(correction.get()).isTrue();
    }

    private static boolean comparesAgain(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("compareAgain"));
    }
}
