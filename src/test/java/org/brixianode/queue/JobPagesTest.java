package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.brixianode.queue.TestJobs.T0;
import static org.brixianode.queue.TestJobs.uid;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.StudyFacts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class JobPagesTest extends QueueTestBase {

    private static final JobFilter ALL = JobFilter.ofStates(Set.of());

    private JobPages pages;

    @BeforeEach
    void pages() {
        pages = new JobPages(database);
    }

    private static JobFilter filter(String patient, String accession, String uid, LocalDate day) {
        return new JobFilter(
                Set.of(),
                Optional.ofNullable(patient),
                Optional.ofNullable(accession),
                Optional.ofNullable(uid),
                Optional.ofNullable(day),
                Optional.empty(),
                Optional.empty());
    }

    private List<String> uids(JobFilter filter) throws Exception {
        return pages.list(filter, JobOrder.LAST_FIRST, Optional.empty(), 50).stream()
                .map(job -> job.instance().ref().sopInstanceUid())
                .toList();
    }

    /** All pages one after the other. */
    private List<Long> ids(JobFilter filter, int limit) throws Exception {
        return ids(filter, JobOrder.LAST_FIRST, limit);
    }

    private List<Long> ids(JobFilter filter, JobOrder order, int limit) throws Exception {
        List<Long> ids = new ArrayList<>();
        Optional<JobCursor> after = Optional.empty();
        List<Job> page;
        do {
            page = pages.list(filter, order, after, limit);
            page.forEach(job -> ids.add(job.id()));
            if (!page.isEmpty()) {
                String cursor = JobCursor.of(page.get(page.size() - 1)).text();
                after = JobCursor.parse(cursor);
                assertThat(after).isPresent();
            }
        } while (page.size() == limit);
        return ids;
    }

    private void facts(Job job, String patient, String accession) throws Exception {
        StudyFacts facts =
                new StudyFacts(
                        Optional.of(patient),
                        Optional.empty(),
                        Optional.of(accession),
                        Optional.of("20260301"),
                        Optional.of("DX"),
                        Optional.of("PA"));
        new JobSearch(database).storeFacts(Map.of(job, facts));
    }

    @Test
    void everyJobIsOnOnePage() throws Exception {
        for (int n = 0; n < 7; n++) {
            TestJobs.scored(queue, n);
            queue.enqueue(TestJobs.instance(100 + n));
        }
        for (int limit : new int[] {1, 3, 14, 50}) {
            assertThat(ids(ALL, limit)).hasSize(14).doesNotHaveDuplicates();
            assertThat(ids(JobFilter.ofStates(EnumSet.of(JobState.SCORED)), limit)).hasSize(7);
            assertThat(ids(JobFilter.ofStates(EnumSet.allOf(JobState.class)), limit))
                    .isEqualTo(ids(ALL, limit));
            List<Long> oldestFirst = ids(ALL, JobOrder.OLDEST_FIRST, limit);
            Collections.reverse(oldestFirst);
            assertThat(oldestFirst).isEqualTo(ids(ALL, limit));
            assertThat(
                            ids(
                                    JobFilter.ofStates(EnumSet.allOf(JobState.class)),
                                    JobOrder.OLDEST_FIRST,
                                    limit))
                    .isEqualTo(ids(ALL, JobOrder.OLDEST_FIRST, limit));
        }
        assertThat(uids(ALL)).startsWith(uid(106)).endsWith(uid(0));
    }

    @Test
    void jobsReceivedAtOnceAreNotLostBetweenPages() throws Exception {
        for (int n = 0; n < 6; n++) {
            TestJobs.running(queue, n);
        }
        database.run("at once", sql -> sql.update("UPDATE job SET received_at = ?", T0));
        assertThat(ids(ALL, 2)).hasSize(6).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(ids(ALL, JobOrder.OLDEST_FIRST, 2)).hasSize(6).isSorted();
    }

    @Test
    void findsByPatientAccessionStudyDateAndUid() throws Exception {
        Job first = TestJobs.scored(queue, 1, "pacs");
        Job second = TestJobs.scored(queue, 2, "pacs");
        facts(first, "P1", "A1");
        facts(second, "P1", "A2");
        assertThat(uids(filter("P1", null, null, null))).containsExactly(uid(2), uid(1));
        assertThat(uids(filter("P1", "A1", null, null))).containsExactly(uid(1));
        assertThat(uids(filter("P2", null, null, null))).isEmpty();
        assertThat(uids(filter(null, null, uid(2), null))).containsExactly(uid(2));
        assertThat(uids(filter(null, null, "1.2.3", null))).hasSize(2);
        assertThat(uids(filter(null, null, "2.25.1.1", null))).containsExactly(uid(1));
        assertThat(uids(filter(null, "A2", "1.2.3", LocalDate.of(2026, 3, 1))))
                .containsExactly(uid(2));
        assertThat(uids(filter(null, null, null, LocalDate.of(2026, 3, 2)))).isEmpty();
    }

    @Test
    void findsByTimeOfReceptionAndState() throws Exception {
        TestJobs.scored(queue, 1);
        TestJobs.scored(queue, 2);
        queue.enqueue(TestJobs.instance(3));
        Instant from = T0.plusSeconds(2);
        JobFilter filter =
                new JobFilter(
                        EnumSet.of(JobState.SCORED),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(from),
                        Optional.of(from.plusSeconds(5)));
        assertThat(uids(filter)).containsExactly(uid(2));
    }

    @Test
    void aTextThatIsNoCursorIsRefused() {
        for (String text : List.of("", "x", "12", "1-2-3", "99999999999999999999-1", "-1-1")) {
            assertThat(JobCursor.parse(text)).as(text).isEmpty();
        }
    }

    /**
     * The plan of H2; PostgreSQL decides by its statistics, which a test's few rows say nothing of.
     */
    private String plan(JobFilter filter, Optional<JobCursor> after) throws Exception {
        JobPages.Where where = JobPages.where(filter, JobOrder.LAST_FIRST, after, filter.states());
        return database.run(
                "explain",
                sql ->
                        sql.list(
                                        row -> row.getString(1),
                                        "EXPLAIN " + where.query(JobOrder.LAST_FIRST),
                                        where.parameters(50))
                                .get(0));
    }

    @Test
    void aPageIsReadFromAnIndexInItsOrder() throws Exception {
        assumeThat(engine).isEqualTo(TestEngine.H2);
        Optional<JobCursor> cursor = Optional.of(new JobCursor(T0, 7));
        for (Optional<JobCursor> after : List.of(Optional.<JobCursor>empty(), cursor)) {
            assertThat(plan(ALL, after)).contains("JOB_BY_RECEPTION", "index sorted");
            assertThat(plan(JobFilter.ofStates(EnumSet.of(JobState.FAILED)), after))
                    .contains("JOB_BY_STATE_AND_RECEPTION", "index sorted");
        }
    }
}
