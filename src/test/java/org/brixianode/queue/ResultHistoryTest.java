package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.brixianode.queue.TestJobs.LATER;
import static org.brixianode.queue.TestJobs.MODEL;
import static org.brixianode.queue.TestJobs.NEXT_MODEL;
import static org.brixianode.queue.TestJobs.T0;
import static org.brixianode.queue.TestJobs.result;
import static org.brixianode.queue.TestJobs.uid;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.brixianode.study.EarlierResults;
import org.brixianode.study.EarlierResults.LookedUp;
import org.brixianode.study.EarlierResults.Veto;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.Patient;
import org.brixianode.study.PersonFacts;
import org.brixianode.study.StageException;
import org.brixianode.study.StoredObject;
import org.brixianode.study.StoredResult;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;
import org.brixianode.testkit.StoredResults;
import org.junit.jupiter.api.Test;

final class ResultHistoryTest extends QueueTestBase {

    private static final Patient PATIENT = new Patient("c".repeat(64));
    private static final Patient OTHER = new Patient("d".repeat(64));
    private static final LocalDateTime NOON = LocalDateTime.of(2026, 3, 1, 12, 0, 0, 123_456_000);

    @Test
    void thePriorIsTheLatestEarlierImageOfThePatient() throws Exception {
        remember(1, PATIENT, NOON.minusDays(3));
        StoredResult yesterday = remember(2, PATIENT, NOON.minusDays(1));
        remember(3, PATIENT, NOON.plusDays(1));
        remember(4, OTHER, NOON.minusHours(1));

        assertThat(results.prior(PATIENT, NOON, uid(5)).prior()).contains(yesterday);
    }

    @Test
    void anImageIsNotItsOwnPriorNorThatOfTheSameMoment() throws Exception {
        remember(1, PATIENT, NOON.minusDays(1));
        remember(2, PATIENT, NOON);

        assertThat(results.prior(PATIENT, NOON, uid(1)).prior()).isEmpty();
    }

    @Test
    void withoutPatientOrTimeThereIsNoPrior() throws Exception {
        Job job = TestJobs.running(queue, 1);
        TestJobs.complete(
                queue,
                job,
                result(1, MODEL, T0, Optional.empty(), Optional.of(NOON.minusDays(1))),
                "{}",
                List.of());
        job = TestJobs.running(queue, 2);
        StoredResult undated = result(2, MODEL, T0, Optional.of(PATIENT), Optional.empty());
        TestJobs.complete(queue, job, undated, "{}", List.of());

        assertThat(results.prior(PATIENT, NOON, uid(3)).prior()).isEmpty();
        assertThat(results.latestOf(uid(2))).contains(undated);
    }

    @Test
    void aPriorScoredTwiceCountsWithItsLatestScore() throws Exception {
        remember(1, PATIENT, NOON.minusDays(1));
        StoredResult second =
                result(1, NEXT_MODEL, LATER, Optional.of(PATIENT), Optional.of(NOON.minusDays(1)));
        StoredResult made = rescore(1, second);

        assertThat(results.prior(PATIENT, NOON, uid(2)).prior()).contains(made);
    }

    @Test
    void aRunSupersedesTheOneBeforeWhicheverTheModel() throws Exception {
        TestJobs.scored(queue, 1);
        assertThat(results.predecessor(uid(1), 1)).isEmpty();
        StoredResult again = rescore(1, result(1, MODEL, LATER));
        StoredResult byNext = rescore(1, result(1, NEXT_MODEL, LATER.plusSeconds(1)));

        assertThat(again.run()).isEqualTo(2);
        assertThat(byNext.run()).isEqualTo(3);
        assertThat(results.predecessor(uid(1), 2)).contains(result(1));
        assertThat(results.predecessor(uid(1), 3)).contains(again);
        assertThat(results.latestOf(uid(1))).contains(byNext);
    }

    @Test
    void aResultOfAnotherRunIsRefused() throws Exception {
        Job job = TestJobs.running(queue, 1);

        assertThatThrownBy(
                        () ->
                                TestJobs.complete(
                                        queue, job, TestJobs.run(2, result(1)), "{}", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in run 1, not 2");
    }

    @Test
    void reportsAreRememberedByFormAndDestination() throws Exception {
        Job job = TestJobs.running(queue, 1);
        StoredResult made =
                StoredResults.of(
                        uid(1),
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        MODEL,
                        result(1).zones(),
                        List.of(
                                report("1.2.840.10008.5.1.4.1.1.88.11", Set.of("old", "ward")),
                                report("1.2.840.10008.5.1.4.1.1.88.34", Set.of("pacs"))),
                        T0);
        TestJobs.complete(queue, job, made, "{}", List.of());

        assertThat(results.latestOf(uid(1))).contains(made);
    }

    private static StoredObject report(String sopClassUid, Set<String> destinations) {
        return new StoredObject(
                new InstanceRef("1.2.3", "1.2.3.5", sopClassUid, "2.25." + sopClassUid.length()),
                destinations);
    }

    @Test
    void anotherPersonsResultUnderTheSameIdentifierIsNotCompared() throws Exception {
        Patient john = person("DOE^JOHN", "19400101", "M");
        StoredResult johns = remember(1, john, NOON.minusDays(3));
        remember(2, person("ROE^MARY", "19850606", "F"), NOON.minusDays(2));
        remember(3, person("ROE^MARY", "", "F"), NOON.minusDays(1));

        LookedUp found = results.prior(john, NOON, uid(9));

        assertThat(found.prior()).contains(johns);
        assertThat(found.veto()).contains(new Veto(2, EnumSet.allOf(PersonFacts.Fact.class)));
    }

    @Test
    void otherPersonsWithinTheBoundsAreSpokenOfAlsoIfTheyAreOlderThanThePrior() throws Exception {
        Patient john = person("DOE^JOHN", "19400101", "M");
        remember(1, person("ROE^MARY", "19850606", "F"), NOON.minusDays(3));
        StoredResult johns = remember(2, john, NOON.minusDays(1));

        LookedUp found = results.prior(john, NOON, uid(9));
        assertThat(found.prior()).contains(johns);
        assertThat(found.all()).hasSize(1);
        assertThat(found.veto()).contains(new Veto(1, EnumSet.allOf(PersonFacts.Fact.class)));
    }

    @Test
    void allEarlierResultsWithinNumberAndAgeAreFoundTheLatestFirst() throws Exception {
        StoredResult old = remember(1, PATIENT, NOON.minusDays(30));
        StoredResult second = remember(2, PATIENT, NOON.minusDays(2));
        remember(3, PATIENT, NOON.plusMinutes(1));
        StoredResult latest = remember(4, PATIENT, NOON.minusMinutes(5));

        assertThat(found(8, 40)).containsExactly(latest, second, old);
        assertThat(found(2, 40)).containsExactly(latest, second);
        assertThat(found(8, 20)).containsExactly(latest, second);
    }

    private List<StoredResult> found(int number, int days) throws StageException {
        return new ResultHistory(database, () -> new PriorBounds(number, Duration.ofDays(days)))
                .prior(PATIENT, NOON, uid(9)).all().stream()
                        .map(EarlierResults.Earlier::result)
                        .toList();
    }

    @Test
    void imagesOfTheSameStudyAreToldApartAndComparedWithOnlyWithoutAnEarlierStudy()
            throws Exception {
        Job job = TestJobs.running(queue, 3);
        String study = job.instance().ref().studyUid();
        StoredResult earlier = rememberIn("1.2.99", 1, NOON.minusDays(1));
        StoredResult same = rememberIn(study, 2, NOON.minusMinutes(5));

        LookedUp found = results.priorOf(job, PATIENT, NOON);

        assertThat(found.all())
                .containsExactly(
                        new EarlierResults.Earlier(same, true),
                        new EarlierResults.Earlier(earlier, false));
        assertThat(found.prior()).contains(earlier);
        assertThat(results.priorOf(job, PATIENT, NOON)).isEqualTo(found);
        assertThat(new LookedUp(found.all().subList(0, 1), Optional.empty(), false).prior())
                .contains(same);
    }

    private StoredResult rememberIn(String study, int n, LocalDateTime takenAt)
            throws StageException {
        Job job = TestJobs.running(queue, n);
        StoredResult result =
                result(n, MODEL, T0.plusSeconds(n), Optional.of(PATIENT), Optional.of(takenAt));
        Map<Zone, ZoneScore> grades = new TreeMap<>();
        result.zones()
                .forEach(
                        (zone, score) -> {
                            List<Double> sure = new ArrayList<>(List.of(.1, .1, .1, .1));
                            sure.set(score, .7);
                            grades.put(zone, new ZoneScore(zone, score, sure));
                        });
        StoredResult graded =
                StoredResults.notAssessable(
                        StoredResults.graded(result, Optional.of(study), grades),
                        Set.of(Zone.C, Zone.F));
        TestJobs.complete(queue, job, graded, "{}", List.of());
        return graded;
    }

    @Test
    void aRepeatedAttemptGetsThePriorOfTheFirst() throws Exception {
        Patient john = person("DOE^JOHN", "19400101", "M");
        StoredResult first = remember(1, john, NOON.minusDays(5));
        remember(2, person("ROE^MARY", "19850606", "F"), NOON.minusDays(4));
        Job job = TestJobs.running(queue, 3);
        LookedUp decided = results.priorOf(job, john, NOON);
        assertThat(decided.prior()).contains(first);
        assertThat(decided.veto()).isPresent();
        remember(4, john, NOON.minusDays(1));

        assertThat(results.priorOf(job, john, NOON)).isEqualTo(decided);
    }

    @Test
    void thatThereWasNoneIsDecidedToo() throws Exception {
        Job job = TestJobs.running(queue, 1);
        assertThat(results.priorOf(job, PATIENT, NOON).prior()).isEmpty();
        remember(2, PATIENT, NOON.minusDays(1));

        assertThat(results.priorOf(job, PATIENT, NOON).prior()).isEmpty();
    }

    @Test
    void aRescoringLooksUpThePriorAgain() throws Exception {
        Job job = TestJobs.running(queue, 1);
        results.priorOf(job, PATIENT, NOON);
        TestJobs.complete(queue, job, result(1), "{}", List.of());
        StoredResult since = remember(2, PATIENT, NOON.minusDays(1));
        admin.rescore(job.id(), LATER, Optional.empty());

        assertThat(results.priorOf(job, PATIENT, NOON).prior()).contains(since);
    }

    private static Patient person(String name, String birthDate, String sex) {
        String key = PATIENT.key();
        return new Patient(key, PersonFacts.of(key, name, birthDate, sex));
    }

    @Test
    void resultsOutliveTheirJobs() throws Exception {
        StoredResult result = remember(1, PATIENT, NOON.minusDays(1));

        admin.purge(new PurgeFilter(EnumSet.of(JobState.SCORED), LATER, 10));

        assertThat(admin.find(uid(1))).isEmpty();
        assertThat(results.prior(PATIENT, NOON, uid(2)).prior()).contains(result);
    }

    private StoredResult remember(int n, Patient patient, LocalDateTime takenAt)
            throws StageException {
        Job job = TestJobs.running(queue, n);
        Instant scoredAt = T0.plusSeconds(n);
        StoredResult result =
                result(n, MODEL, scoredAt, Optional.of(patient), Optional.of(takenAt));
        TestJobs.complete(queue, job, result, "{}", List.of());
        return result;
    }

    private StoredResult rescore(int n, StoredResult result) throws StageException {
        long id = admin.find(uid(n)).orElseThrow().id();
        admin.rescore(id, LATER, Optional.empty());
        Job job = queue.claim(1, LATER, LATER.plusSeconds(60)).get(0);
        StoredResult made = TestJobs.run(job.run(), result);
        TestJobs.complete(queue, job, made, "{}", List.of());
        return made;
    }
}
