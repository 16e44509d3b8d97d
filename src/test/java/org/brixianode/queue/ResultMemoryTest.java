package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.brixianode.queue.TestJobs.LATER;
import static org.brixianode.queue.TestJobs.MODEL;
import static org.brixianode.queue.TestJobs.NEXT_MODEL;
import static org.brixianode.queue.TestJobs.T0;
import static org.brixianode.queue.TestJobs.result;
import static org.brixianode.queue.TestJobs.uid;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.Patient;
import org.brixianode.study.StageException;
import org.brixianode.study.StoredResult;
import org.junit.jupiter.api.Test;

final class ResultMemoryTest extends QueueTestBase {

    private static final Patient PATIENT = new Patient("c".repeat(64));
    private static final Patient OTHER = new Patient("d".repeat(64));
    private static final LocalDateTime NOON = LocalDateTime.of(2026, 3, 1, 12, 0, 0, 123_456_000);

    @Test
    void thePriorIsTheLatestEarlierImageOfThePatient() throws Exception {
        remember(1, PATIENT, NOON.minusDays(3));
        StoredResult yesterday = remember(2, PATIENT, NOON.minusDays(1));
        remember(3, PATIENT, NOON.plusDays(1));
        remember(4, OTHER, NOON.minusHours(1));

        assertThat(results.latestPrior(PATIENT, NOON, uid(5))).contains(yesterday);
    }

    @Test
    void anImageIsNotItsOwnPriorNorThatOfTheSameMoment() throws Exception {
        remember(1, PATIENT, NOON.minusDays(1));
        remember(2, PATIENT, NOON);

        assertThat(results.latestPrior(PATIENT, NOON, uid(1))).isEmpty();
    }

    @Test
    void withoutPatientOrTimeThereIsNoPrior() throws Exception {
        Job job = TestJobs.running(queue, 1);
        queue.completeScored(
                job,
                result(1, MODEL, T0, Optional.empty(), Optional.of(NOON.minusDays(1))),
                "{}",
                List.of());
        job = TestJobs.running(queue, 2);
        StoredResult undated = result(2, MODEL, T0, Optional.of(PATIENT), Optional.empty());
        queue.completeScored(job, undated, "{}", List.of());

        assertThat(results.latestPrior(PATIENT, NOON, uid(3))).isEmpty();
        assertThat(results.latestOf(uid(2))).contains(undated);
    }

    @Test
    void aPriorScoredTwiceCountsWithItsLatestScore() throws Exception {
        remember(1, PATIENT, NOON.minusDays(1));
        StoredResult second =
                result(1, NEXT_MODEL, LATER, Optional.of(PATIENT), Optional.of(NOON.minusDays(1)));
        rescore(1, second);

        assertThat(results.latestPrior(PATIENT, NOON, uid(2))).contains(second);
    }

    @Test
    void theSupersededReportIsTheOtherModels() throws Exception {
        TestJobs.scored(queue, 1);
        StoredResult byNext = result(1, NEXT_MODEL, LATER);

        assertThat(results.previousReportOf(uid(1), MODEL)).isEmpty();
        assertThat(results.previousReportOf(uid(1), NEXT_MODEL)).contains(result(1));
        rescore(1, byNext);

        assertThat(results.previousReportOf(uid(1), NEXT_MODEL)).contains(result(1));
        ModelIdentity third = new ModelIdentity("bsnet-full", "1", "e".repeat(64));
        assertThat(results.previousReportOf(uid(1), third)).contains(byNext);
        assertThat(results.previousReportOf(uid(2), third)).isEmpty();
    }

    @Test
    void aModelsSecondScoreOfAnImageReplacesItsFirst() throws Exception {
        TestJobs.scored(queue, 1);
        StoredResult again = result(1, MODEL, LATER);
        rescore(1, again);

        assertThat(results.latestOf(uid(1))).contains(again);
        assertThat(results.previousReportOf(uid(1), NEXT_MODEL)).contains(again);
    }

    @Test
    void resultsOutliveTheirJobs() throws Exception {
        StoredResult result = remember(1, PATIENT, NOON.minusDays(1));

        desk.purge(new PurgeFilter(EnumSet.of(JobState.SCORED), LATER, 10));

        assertThat(desk.find(uid(1))).isEmpty();
        assertThat(results.latestPrior(PATIENT, NOON, uid(2))).contains(result);
    }

    private StoredResult remember(int n, Patient patient, LocalDateTime takenAt)
            throws StageException {
        Job job = TestJobs.running(queue, n);
        Instant scoredAt = T0.plusSeconds(n);
        StoredResult result =
                result(n, MODEL, scoredAt, Optional.of(patient), Optional.of(takenAt));
        queue.completeScored(job, result, "{}", List.of());
        return result;
    }

    private void rescore(int n, StoredResult result) throws StageException {
        long id = desk.find(uid(n)).orElseThrow().id();
        desk.rescore(id, LATER);
        Job job = queue.claim(1, LATER).get(0);
        queue.completeScored(job, result, "{}", List.of());
    }
}
