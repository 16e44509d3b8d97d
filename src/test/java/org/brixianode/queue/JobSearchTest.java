package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.brixianode.queue.TestJobs.LATER;
import static org.brixianode.queue.TestJobs.T0;
import static org.brixianode.queue.TestJobs.uid;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.StudyFacts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class JobSearchTest extends QueueTestBase {

    private JobSearch search;

    @BeforeEach
    void search() {
        search = new JobSearch(database);
    }

    private static StudyFacts facts(String patient, String accession) {
        return new StudyFacts(
                Optional.ofNullable(patient),
                Optional.of("HOSPITAL"),
                Optional.ofNullable(accession),
                Optional.of("20260301"),
                Optional.of("DX"),
                Optional.of("PA"));
    }

    @Test
    void findsByImageAndByResultAndByStudy() throws Exception {
        Job job = TestJobs.scored(queue, 1, "pacs");
        TestJobs.scored(queue, 2, "pacs");
        assertThat(search.ofInstance(uid(1), 10)).extracting(Job::id).containsExactly(job.id());
        assertThat(search.ofInstance("2.25.1.1", 10)).extracting(Job::id).containsExactly(job.id());
        assertThat(search.ofInstance("1.2.3", 10)).isEmpty();
        assertThat(search.ofStudy("1.2.3", 10)).hasSize(2);
        assertThat(search.ofStudy("1.2.3", 1)).hasSize(1);
        assertThat(search.ofStudy("1.2.4", 10)).isEmpty();
    }

    @Test
    void findsByTimeOfReception() throws Exception {
        for (int n = 1; n <= 3; n++) {
            queue.enqueue(TestJobs.instance(n));
        }
        assertThat(search.receivedBetween(T0.plusSeconds(1), T0.plusSeconds(3), 10))
                .extracting(job -> job.instance().ref().sopInstanceUid())
                .containsExactly(uid(2), uid(1));
    }

    @Test
    void findsByFactsThatWereRemembered() throws Exception {
        Job one = TestJobs.running(queue, 1);
        Job two = TestJobs.running(queue, 2);
        assertThat(search.withoutFacts(10)).hasSize(2);
        search.storeFacts(Map.of(one, facts("P-1", "A-1")));
        search.storeFacts(Map.of(two, facts(null, "A-1")));
        assertThat(search.withoutFacts(10)).isEmpty();
        assertThat(search.ofPatient("P-1", 10)).extracting(Job::id).containsExactly(one.id());
        assertThat(search.ofPatient("P-2", 10)).isEmpty();
        assertThat(search.ofAccession("A-1", 10)).hasSize(2);
        assertThat(search.ofStudyDate(LocalDate.of(2026, 3, 1), 10)).hasSize(2);
        assertThat(search.ofStudyDate(LocalDate.of(2026, 3, 2), 10)).isEmpty();
        assertThat(search.factsOf(one)).isEqualTo(facts("P-1", "A-1"));
    }

    @Test
    void endedJobsWithoutFactsAreReadInTheirOrder() throws Exception {
        Job one = TestJobs.running(queue, 1);
        Job two = TestJobs.running(queue, 2);
        Job three = TestJobs.running(queue, 3);
        assertThat(search.endedWithoutFactsAfter(0, 9)).as("none has ended").isEmpty();
        assertThat(search.firstUnfinished()).contains(one.id());

        queue.park(one, "no disk");
        queue.park(two, "no disk");
        queue.completeNotScored(three, "a hand", Optional.of(facts("P-3", "A")));
        assertThat(search.firstUnfinished()).isEmpty();
        assertThat(search.endedWithoutFactsAfter(0, 1))
                .extracting(Job::id)
                .containsExactly(one.id());
        assertThat(search.endedWithoutFactsAfter(one.id(), 9))
                .extracting(Job::id)
                .containsExactly(two.id());
        search.storeFacts(Map.of(two, facts("P\0-1", "A")));
        assertThat(search.endedWithoutFactsAfter(one.id(), 9)).isEmpty();
        assertThat(search.ofPatient("P-1", 9)).hasSize(1);
    }

    @Test
    void theEndOfAJobBringsItsFacts() throws Exception {
        Job scored = TestJobs.running(queue, 1);
        search.storeFacts(Map.of(scored, facts("P-0", "A-0")));
        queue.completeScored(
                scored,
                TestJobs.result(1),
                "{}",
                List.of(),
                List.of(),
                Optional.of(facts("P-1", "A-1")),
                List.of());
        Job refused = TestJobs.running(queue, 2);
        queue.completeNotScored(refused, "a hand", Optional.of(facts("P-2", "A-2")));

        assertThat(search.withoutFacts(9)).isEmpty();
        assertThat(search.ofPatient("P-0", 9)).as("replaced").isEmpty();
        assertThat(search.factsOf(scored)).isEqualTo(facts("P-1", "A-1"));
        assertThat(search.factsOf(refused)).isEqualTo(facts("P-2", "A-2"));
    }

    @Test
    void factsOfAnEndThatIsRefusedAreNotKept() throws Exception {
        Job job = TestJobs.running(queue, 1);
        queue.park(job, "no disk");
        assertThatThrownBy(
                        () ->
                                queue.completeNotScored(
                                        job, "a hand", Optional.of(facts("P-1", "A-1"))))
                .isInstanceOf(IllegalTransitionException.class);
        assertThat(search.withoutFacts(9)).hasSize(1);
    }

    @Test
    void factsOfAnotherContentDoNotCount() throws Exception {
        Job job = TestJobs.running(queue, 1);
        search.storeFacts(Map.of(job, facts("P-1", null)));
        database.run(
                "correct",
                sql ->
                        sql.update(
                                "UPDATE job SET content_digest = 'other' WHERE id = ?", job.id()));
        assertThat(search.ofPatient("P-1", 10)).isEmpty();
        assertThat(search.withoutFacts(10)).extracting(Job::id).containsExactly(job.id());
        search.storeFacts(Map.of(job, facts("P-1", null)));
        assertThat(search.withoutFacts(10)).as("read from what it no longer is").hasSize(1);
    }

    @Test
    void factsAreForgottenWithTheirJob() throws Exception {
        Job job = TestJobs.scored(queue, 1);
        search.storeFacts(Map.of(job, facts("P-1", "A-1")));
        assertThat(admin.purge(new PurgeFilter(EnumSet.of(JobState.SCORED), LATER, 10))).hasSize(1);
        search.storeFacts(Map.of(job, facts("P-1", "A-1")));
        long left =
                database.run(
                                "count",
                                sql ->
                                        sql.first(
                                                row -> row.getLong(1),
                                                "SELECT COUNT(*) FROM job_fact"))
                        .orElseThrow();
        assertThat(left).isZero();
    }
}
