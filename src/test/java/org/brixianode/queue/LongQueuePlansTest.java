package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is looked for every second reads few rows, however many there are: by the plans of H2, since
 * PostgreSQL decides by its statistics.
 */
final class LongQueuePlansTest {

    private static final int MANY = 4000;
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");
    private static final String PATIENT = "p".repeat(64);
    private static final String OTHER = "o".repeat(64);
    private static final LocalDateTime FIRST = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final LocalDateTime LAST = FIRST.plusSeconds(MANY);

    private static QueueDatabase database;

    @BeforeAll
    static void fill(@TempDir Path folder) throws Exception {
        database = QueueDatabase.open(TestJobs.config(folder));
        jobs("scored", "SCORED", "2026-01-01", 0, MANY);
        jobs("renewed", "WAITING", "2026-01-01", 1, MANY);
        jobs("due", "WAITING", "2026-01-01", 0, 50);
    }

    @AfterAll
    static void close() throws Exception {
        database.close();
    }

    private static void jobs(String name, String state, String due, int renewal, int count)
            throws StageException {
        database.change(
                "fill",
                sql ->
                        sql.update(
                                "INSERT INTO job (sop_instance_uid, sop_class_uid, study_uid,"
                                        + " series_uid, transfer_syntax_uid, calling_ae, called_ae,"
                                        + " file, size_bytes, content_digest, received_at, state,"
                                        + " attempts, next_attempt_at, patient_key, taken_at,"
                                        + " turn_at, renewal, reason) SELECT ? || x,"
                                        + " '1.2.840.10008.5.1.4.1.1.1', '1.9', '1.8',"
                                        + " '1.2.840.10008.1.2.1', 'A', 'B', 'spool/x', 100, 'd',"
                                        + " TIMESTAMP WITH TIME ZONE '2026-01-01 00:00:00+00:00', ?,"
                                        + " 1, CAST(? || ' 00:00:00+00:00'"
                                        + " AS TIMESTAMP(6) WITH TIME ZONE), ?, DATEADD('SECOND', x,"
                                        + " TIMESTAMP '2026-01-01 00:00:00'), DATEADD('SECOND', x,"
                                        + " TIMESTAMP WITH TIME ZONE '2026-01-01 00:00:00+00:00'), ?,"
                                        + " 'x' FROM SYSTEM_RANGE(1, ?)",
                                name,
                                state,
                                due,
                                PATIENT,
                                renewal,
                                count));
    }

    /**
     * @param most rows or index entries that a statement may read
     */
    private static void reads(int most, String query, Object... parameters) throws Exception {
        String plan =
                database.run(
                        "explain",
                        sql ->
                                sql.list(
                                                row -> row.getString(1),
                                                "EXPLAIN ANALYZE " + query,
                                                parameters)
                                        .get(0));
        List<Integer> counts = new ArrayList<>();
        for (Matcher found = SCANNED.matcher(plan); found.find(); ) {
            counts.add(Integer.parseInt(found.group(1)));
        }
        assertThat(counts)
                .as(plan)
                .isNotEmpty()
                .allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(most));
    }

    @Test
    void marksAreFoundAmongAllScoredJobs() throws Exception {
        reads(2, Renewals.MARKED, NOW, 100);
        database.change(
                "mark",
                sql ->
                        sql.update(
                                "UPDATE job SET earlier_came_at = ? WHERE state = 'SCORED'"
                                        + " AND MOD(id, 2) = 0",
                                NOW));
        reads(101, Renewals.MARKED, NOW, 100);
        reads(2, Renewals.MARKED, NOW.minusSeconds(1), 100);
    }

    @Test
    void renewalsAreNotSteppedOverForDueImages() throws Exception {
        reads(41, Claims.DUE, 0, 0, NOW, 40);
        reads(41, Claims.DUE, 1, 0, NOW, 40);
        reads(2, Claims.DUE, 0, 1, NOW, 40);
        reads(2, Claims.INTERRUPTED, NOW, 32);
        reads(101, Renewals.BEGUN, 100);
    }

    /** Most images are another patient's. */
    @Test
    void imagesOfAPatientAreFoundAmongThoseOfOthers() throws Exception {
        reads(2, Claims.EARLIEST, OTHER, 0, 0, NOW);
        reads(2, Claims.FIRST_WAITING, OTHER, LAST, FIRST, 0);
        reads(2, Claims.FIRST_RUNNING, OTHER, LAST, FIRST, 0, "node");
        reads(2, Claims.PUT_OFF, OTHER, FIRST, Claims.WAITS, 50);
        reads(2, Renewals.FIRST_OPEN, OTHER, JobState.WAITING, LAST);
        reads(2, Renewals.LACKED, 1, OTHER, LAST, FIRST);
        reads(2, Renewals.LATER, 1, OTHER, FIRST, LAST, 100);
    }

    @Test
    void theNextImageOfAPatientIsFoundAmongMany() throws Exception {
        reads(2, Claims.EARLIEST, PATIENT, 0, 0, NOW);
        reads(3, Claims.FIRST_WAITING, PATIENT, FIRST.plusSeconds(1), FIRST, 0);
        reads(2, Claims.FIRST_RUNNING, PATIENT, LAST, FIRST, 0, "node");
        reads(2, Renewals.FIRST_OPEN, PATIENT, JobState.WAITING, LAST);
        reads(200, Renewals.LATER, 1, PATIENT, FIRST, LAST, 100);
    }

    @Test
    void theFileOfAWithdrawnResultIsFoundAmongMany() throws Exception {
        database.change(
                "withdraw",
                sql ->
                        sql.update(
                                "INSERT INTO withdrawn_file (job_id, file, sop_instance_uid)"
                                        + " SELECT (SELECT MIN(id) FROM job), 'results/2.25.' || x"
                                        + " || '.dcm', '2.25.' || x FROM SYSTEM_RANGE(1, ?)",
                                MANY));
        long job =
                database.run(
                        "first job",
                        sql -> sql.list(row -> row.getLong(1), "SELECT MIN(id) FROM job").get(0));
        reads(2, RejectedResults.FILE, job, "2.25.7");
    }
}
