package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Job;
import org.brixianode.study.StoredReport;
import org.brixianode.study.StoredResult;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of release 0.1.0, brought to runs. */
final class ResultRunsMigrationTest {

    private static final String JOB =
            "INSERT INTO job (sop_instance_uid, sop_class_uid, study_uid, series_uid,"
                    + " transfer_syntax_uid, calling_ae, called_ae, file, size_bytes,"
                    + " content_digest, received_at, state, attempts, next_attempt_at)"
                    + " VALUES ('%s', '1.2', '1.3', '1.4', '1.5', 'A', 'B', '/f', 1, 'd',"
                    + " TIMESTAMP WITH TIME ZONE '2026-03-01 10:00:00+00', '%s', 1,"
                    + " TIMESTAMP WITH TIME ZONE '2026-03-01 10:00:00+00')";

    private static final String RESULT =
            "INSERT INTO result (source_sop_instance_uid, content_digest, patient_key,"
                    + " model_id, model_version, model_digest,"
                    + " zone_a, zone_b, zone_c, zone_d, zone_e, zone_f,"
                    + " report_sop_instance_uid, report_sop_class_uid, report_study_uid,"
                    + " report_series_uid, scored_at)"
                    + " VALUES ('%s', 'd', 'k', 'm', '1', '%s', 0, 1, 2, 3, 0, 1,"
                    + " '2.25.%s', '1.88', '1.3', '1.9',"
                    + " TIMESTAMP WITH TIME ZONE '2026-03-0%d 10:00:00+00')";

    @TempDir Path folder;

    @Test
    void resultsGetRunsInTheirOrderAndKeepTheirReport() throws Exception {
        QueueConfig config = TestJobs.config(folder);
        // Opened once by the node, so that H2 listens on loopback alone in this process.
        QueueDatabase.open(TestJobs.config(folder.resolve("any"))).close();
        releaseOne(config.url());

        try (QueueDatabase database = QueueDatabase.open(config)) {
            ResultMemory memory = new ResultMemory(database);
            JobAdmin admin = new JobAdmin(database);

            StoredResult latest = memory.latestOf("1.1").orElseThrow();
            assertThat(latest.run()).isEqualTo(2);
            assertThat(latest.model().digest()).isEqualTo("new");
            assertThat(latest.reports())
                    .containsExactly(
                            new StoredReport(
                                    new InstanceRef("1.3", "1.9", "1.88", "2.25.2"), Set.of()));
            assertThat(latest.reports().get(0).isKnownTo(Set.of("pacs"))).isTrue();
            assertThat(memory.predecessor("1.1", 2).orElseThrow().model().digest())
                    .isEqualTo("old");
            assertThat(run(admin, "1.1")).isEqualTo(2);
            assertThat(run(admin, "1.2")).as("waits for a rescoring").isEqualTo(2);
            assertThat(run(admin, "1.6")).as("never scored").isEqualTo(1);
        }
    }

    private static int run(JobAdmin admin, String uid) throws Exception {
        return admin.find(uid).map(Job::run).orElseThrow();
    }

    private static void releaseOne(String url) throws SQLException {
        Flyway.configure()
                .dataSource(url, "", "")
                .locations("classpath:db/migration")
                .target("1")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(url, "", "");
                Statement statement = connection.createStatement()) {
            statement.execute(JOB.formatted("1.1", "SCORED"));
            statement.execute(JOB.formatted("1.2", "WAITING"));
            statement.execute(JOB.formatted("1.6", "NOT_SCORED"));
            statement.execute(RESULT.formatted("1.1", "new", "2", 2));
            statement.execute(RESULT.formatted("1.1", "old", "1", 1));
            statement.execute(RESULT.formatted("1.2", "old", "3", 3));
        }
    }
}
