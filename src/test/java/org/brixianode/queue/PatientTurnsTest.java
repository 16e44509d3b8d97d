package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.brixianode.queue.TestJobs.T0;
import static org.brixianode.queue.TestJobs.uid;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.brixianode.study.Acquisition;
import org.brixianode.study.Job;
import org.brixianode.study.Patient;
import org.junit.jupiter.api.Test;

/** The images of one patient are claimed in the order of their acquisition. */
final class PatientTurnsTest extends QueueTestBase {

    private static final Instant NOW = T0.plusSeconds(100);
    private static final Duration WAIT = PriorRules.DEFAULT.longestWait();
    private static final LocalDateTime DAY = LocalDateTime.of(2026, 3, 1, 8, 0);

    private static Acquisition taken(String patient, int day) {
        return new Acquisition(
                Optional.of(new Patient(patient.repeat(64))), Optional.of(DAY.plusDays(day)));
    }

    private void receive(int n, String patient, int day) throws Exception {
        queue.enqueue(TestJobs.instance(n), Optional.empty(), taken(patient, day));
    }

    private List<Job> claim(int max, Instant at) throws Exception {
        return queue.claim(max, at, at.plusSeconds(600));
    }

    private static List<String> uids(List<Job> jobs) {
        return jobs.stream().map(job -> job.instance().ref().sopInstanceUid()).toList();
    }

    private Job job(int n) throws Exception {
        return admin.find(uid(n)).orElseThrow();
    }

    @Test
    void theEarliestTakesTheFirstTurnAndOthersKeepTheirs() throws Exception {
        receive(1, "a", 3);
        receive(2, "b", 1);
        receive(3, "a", 2);
        queue.enqueue(TestJobs.instance(4));
        receive(5, "a", 1);

        assertThat(uids(claim(2, NOW))).containsExactly(uid(5), uid(2));
        assertThat(uids(claim(9, NOW))).containsExactly(uid(3), uid(4), uid(1));
    }

    @Test
    void equalTimesKeepTheOrderOfReception() throws Exception {
        receive(1, "a", 3);
        receive(2, "a", 3);

        assertThat(uids(claim(9, NOW))).containsExactly(uid(1), uid(2));
    }

    @Test
    void anImageWaitsForAnEarlierOneThatIsTriedAgain() throws Exception {
        receive(1, "a", 1);
        Job first = claim(1, NOW).get(0);
        queue.retryAt(first, NOW.plusSeconds(15), "no disk");
        receive(2, "a", 2);
        receive(3, "b", 2);

        assertThat(uids(claim(9, NOW))).containsExactly(uid(3));
        assertThat(job(2).reason()).contains(Claims.WAITS);
        assertThat(job(2).nextAttemptAt()).isEqualTo(NOW.plus(WAIT));
        assertThat(uids(claim(9, NOW.plusSeconds(15)))).containsExactly(uid(1));
        assertThat(claim(9, NOW.plusSeconds(16))).as("put off already").isEmpty();

        queue.park(job(1), "in vain");

        assertThat(uids(claim(9, NOW.plusSeconds(17)))).containsExactly(uid(2));
    }

    @Test
    void theWaitIsBoundedAndNotRepeated() throws Exception {
        receive(1, "a", 1);
        queue.retryAt(claim(1, NOW).get(0), NOW.plusSeconds(3600), "no disk");
        receive(2, "a", 2);
        assertThat(claim(9, NOW)).isEmpty();
        Instant deadline = NOW.plus(WAIT);

        assertThat(claim(9, deadline.minusMillis(1))).isEmpty();
        Job second = claim(9, deadline).get(0);
        queue.putBack(second, deadline);

        assertThat(uids(claim(9, deadline))).containsExactly(uid(2));
    }

    @Test
    void whateverEndsTheEarlierOneReleasesTheOthers() throws Exception {
        receive(1, "a", 1);
        queue.retryAt(claim(1, NOW).get(0), NOW.plusSeconds(10), "no disk");
        receive(2, "a", 2);
        receive(3, "a", 3);
        assertThat(claim(9, NOW)).isEmpty();
        admin.park(job(1).id(), "by hand");

        assertThat(uids(claim(1, NOW))).containsExactly(uid(2));
        queue.completeNotScored(job(2), "lateral", Optional.empty());
        assertThat(uids(claim(9, NOW))).containsExactly(uid(3));
    }

    @Test
    void anImageDoesNotWaitForOneThatRunsHere() throws Exception {
        receive(1, "a", 1);
        claim(1, NOW);
        receive(2, "a", 2);

        assertThat(uids(claim(9, NOW))).containsExactly(uid(2));
    }

    @Test
    void anImageWaitsForOneThatRunsElsewhere() throws Exception {
        receive(1, "a", 1);
        claim(1, NOW);
        database.run("move", sql -> sql.update("UPDATE job SET claimed_by = 'other'"));
        receive(2, "a", 2);

        assertThat(claim(9, NOW)).isEmpty();
    }

    @Test
    void whatIsTooOldOrLaterIsNotWaitedFor() throws Exception {
        receive(1, "a", 0);
        receive(2, "a", 5000);
        receive(3, "a", 5001);
        for (Job job : claim(2, NOW)) {
            queue.retryAt(job, NOW.plusSeconds(3600), "no disk");
        }
        receive(4, "a", 4000);

        assertThat(uids(claim(9, NOW))).as("3 waits for 2").containsExactly(uid(4));
    }

    /** As of a placeholder for an unknown identifier. */
    @Test
    void imagesThatArePutOffDoNotHoldUpOthers() throws Exception {
        receive(1, "a", 0);
        queue.retryAt(claim(1, NOW).get(0), NOW.plusSeconds(3600), "no disk");
        for (int n = 2; n < 202; n++) {
            receive(n, "a", n);
        }
        queue.enqueue(TestJobs.instance(300));

        assertThat(uids(claim(2, NOW.plusSeconds(300)))).containsExactly(uid(300));
    }

    @Test
    void aReplacedContentIsOrderedByItsOwnPatient() throws Exception {
        receive(1, "a", 1);
        receive(2, "b", 1);
        receive(3, "b", 0);
        queue.changes()
                .replace(
                        TestJobs.instance(1, "other"), NOW, false, Optional.empty(), taken("b", 2));

        assertThat(uids(claim(9, NOW))).containsExactly(uid(3), uid(2), uid(1));
    }

    private List<String> placesOfWaiting() throws Exception {
        return database.run(
                "read places",
                sql ->
                        sql.list(
                                row -> row.getString(1) + " " + Sql.instant(row, "turn_at"),
                                "SELECT sop_instance_uid, turn_at FROM job WHERE state = 'WAITING'"
                                        + " ORDER BY turn_at"));
    }

    private static String at(int n, int place) {
        return uid(n) + " " + TestJobs.instance(place).receivedAt();
    }

    /** Its second place falls to it although the one who has it was claimed in the same call. */
    @Test
    void placesAreChangedWithImagesThatWereClaimedBefore() throws Exception {
        receive(1, "a", 9);
        receive(2, "a", 1);
        receive(3, "b", 1);
        receive(4, "a", 2);

        assertThat(uids(claim(2, NOW))).containsExactly(uid(2), uid(4));
        assertThat(placesOfWaiting())
                .as("image 1 has the place of image 4, and patient b's image the first one")
                .containsExactly(at(3, 3), at(1, 4));
    }

    @Test
    void anImageThatIsClaimedHasNoReasonToWait() throws Exception {
        receive(1, "a", 1);
        queue.retryAt(claim(1, NOW).get(0), NOW.plusSeconds(15), "no disk");
        receive(2, "a", 2);
        assertThat(claim(9, NOW)).isEmpty();

        Job second = claim(9, NOW.plus(WAIT)).get(1);

        assertThat(second.instance().ref().sopInstanceUid()).isEqualTo(uid(2));
        assertThat(second.reason()).isEmpty();
    }

    private void isPutOff(int n) throws Exception {
        assertThat(job(n).reason()).contains(Claims.WAITS);
        assertThat(job(n).nextAttemptAt()).isEqualTo(NOW.plus(WAIT));
    }

    @Test
    void onlyLaterImagesThatWaitForNoOtherAreReleased() throws Exception {
        receive(1, "a", 2);
        receive(2, "a", 6);
        List<Job> tried = claim(2, NOW);
        queue.retryAt(tried.get(0), NOW.plusSeconds(15), "no disk");
        queue.retryAt(tried.get(1), NOW.plusSeconds(40), "no disk");
        receive(3, "a", 3);
        receive(4, "a", 4);
        receive(5, "a", 7);
        receive(6, "a", 9);
        assertThat(claim(9, NOW)).isEmpty();

        admin.park(job(6).id(), "it is later than all");
        for (int n = 3; n <= 5; n++) {
            isPutOff(n);
        }

        queue.completeNotScored(claim(9, NOW.plusSeconds(15)).get(0), "lateral", Optional.empty());
        isPutOff(5);
        assertThat(uids(claim(9, NOW.plusSeconds(15)))).containsExactly(uid(3), uid(4));
    }

    private long putOff() throws Exception {
        return database.run(
                "count",
                sql ->
                        sql.first(
                                        row -> row.getLong(1),
                                        "SELECT COUNT(*) FROM job WHERE reason = ?",
                                        Claims.WAITS)
                                .orElseThrow());
    }

    /** As of a placeholder for an unknown identifier. */
    @Test
    void manyImagesAreReleasedInParts() throws Exception {
        receive(1, "a", 0);
        queue.retryAt(claim(1, NOW).get(0), NOW.plusSeconds(15), "no disk");
        for (int n = 2; n < 100; n++) {
            receive(n, "a", n);
        }
        assertThat(claim(2, NOW)).isEmpty();
        assertThat(putOff()).isEqualTo(98);

        Instant at = NOW.plusSeconds(15);
        queue.completeNotScored(claim(1, at).get(0), "lateral", Optional.empty());
        assertThat(putOff()).isEqualTo(48);
        List<Job> next = claim(99, at);
        assertThat(next).hasSize(50);
        assertThat(next.get(0).instance().ref().sopInstanceUid()).isEqualTo(uid(2));
        queue.completeNotScored(next.get(0), "lateral", Optional.empty());
        assertThat(putOff()).isZero();
    }

    /** Nobody knows when it will be, or whether it ever is, an image of theirs. */
    @Test
    void anImageThatBecomesAnotherPatientsReleasesThoseThatWaitedForIt() throws Exception {
        receive(1, "a", 1);
        queue.retryAt(claim(1, NOW).get(0), NOW.plusSeconds(3600), "no disk");
        receive(2, "a", 2);
        assertThat(claim(9, NOW)).isEmpty();

        queue.changes()
                .replace(
                        TestJobs.instance(1, "other"), NOW, false, Optional.empty(), taken("b", 1));

        assertThat(uids(claim(9, NOW))).containsExactly(uid(1), uid(2));
    }

    @Test
    void anOperatorsRetryEndsTheWait() throws Exception {
        receive(1, "a", 1);
        queue.retryAt(claim(1, NOW).get(0), NOW.plusSeconds(3600), "no disk");
        receive(2, "a", 2);
        assertThat(claim(9, NOW)).isEmpty();

        admin.retry(job(2).id(), NOW.plusSeconds(1));

        assertThat(uids(claim(9, NOW.plusSeconds(1)))).containsExactly(uid(2));
    }
}
