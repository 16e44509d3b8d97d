package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.brixianode.queue.TestJobs.LATER;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Job;
import org.brixianode.study.StoredObject;
import org.brixianode.study.StoredResult;
import org.brixianode.testkit.PostgresServer;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A database of release 0.1.0, brought to runs; one of a later schema, to UIDs of withdrawn files.
 */
final class ResultRunsMigrationTest {

    private static final String JOB =
            "INSERT INTO job (sop_instance_uid, sop_class_uid, study_uid, series_uid,"
                    + " transfer_syntax_uid, calling_ae, called_ae, file, size_bytes,"
                    + " content_digest, received_at, state, attempts, next_attempt_at)"
                    + " VALUES ('%s', '1.2', '1.3', '1.4', '1.5', 'A', 'B', '/srv/brixia/var/1.dcm', 1, 'd',"
                    + " TIMESTAMP WITH TIME ZONE '2026-03-01 10:00:00+00', '%s', 1,"
                    + " TIMESTAMP WITH TIME ZONE '2026-03-01 10:00:00+00')";

    private static final String DELIVERY =
            "INSERT INTO delivery (job_id, destination, kind, sop_instance_uid, sop_class_uid,"
                    + " study_uid, series_uid, file, state, attempts, next_attempt_at)"
                    + " SELECT id, 'pacs', 'REPORT', '%s', '1', '2', '3', '/srv/brixia/var/r.dcm',"
                    + " '%s', 1, received_at FROM job WHERE sop_instance_uid = '1.1'";

    private static final String RESULT =
            "INSERT INTO result (source_sop_instance_uid, content_digest, patient_key,"
                    + " model_id, model_version, model_digest,"
                    + " zone_a, zone_b, zone_c, zone_d, zone_e, zone_f,"
                    + " report_sop_instance_uid, report_sop_class_uid, report_study_uid,"
                    + " report_series_uid, scored_at)"
                    + " VALUES ('%s', 'd', 'k', 'm', '1', '%s', 0, 1, 2, 3, 0, 1,"
                    + " '2.25.%s', '1.88', '1.3', '1.9',"
                    + " TIMESTAMP WITH TIME ZONE '2026-03-0%d 10:00:00+00')";

    private static final List<String> WITHDRAWN =
            List.of(
                    "results/01/2.25.11.dcm",
                    "/srv/brixia/elsewhere.dcm/2.25.1.dcm",
                    "results/02/" + "9".repeat(70) + ".dcm");

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(QueueTestBase.TestEngine.class)
    void resultsGetRunsInTheirOrderAndKeepTheirReport(QueueTestBase.TestEngine engine)
            throws Exception {
        QueueConfig config = config(engine);
        releaseOne(config);

        try (QueueDatabase database = QueueDatabase.open(config)) {
            ResultHistory memory = new ResultHistory(database);
            JobAdmin admin = new JobAdmin(database);

            StoredResult latest = memory.latestOf("1.1").orElseThrow();
            assertThat(latest.run()).isEqualTo(2);
            assertThat(latest.model().digest()).isEqualTo("new");
            assertThat(latest.objects())
                    .containsExactly(
                            new StoredObject(
                                    new InstanceRef("1.3", "1.9", "1.88", "2.25.2"), Set.of()));
            assertThat(latest.objects().get(0).isKnownTo(Set.of("pacs"))).isTrue();
            assertThat(memory.predecessor("1.1", 2).orElseThrow().model().digest())
                    .isEqualTo("old");
            assertThat(run(admin, "1.1")).isEqualTo(2);
            assertThat(run(admin, "1.2")).as("waits for a rescoring").isEqualTo(2);
            assertThat(run(admin, "1.6")).as("never scored").isEqualTo(1);
            workGoesOn(database);
        }
    }

    private static int run(JobAdmin admin, String uid) throws Exception {
        return admin.find(uid).map(Job::run).orElseThrow();
    }

    private static void workGoesOn(QueueDatabase database) throws Exception {
        JobQueue queue = new JobQueue(database);
        DeliveryQueue deliveries = new DeliveryQueue(database);
        assertThat(queue.requeueExpired(LATER)).as("RUNNING").hasSize(1);
        assertThat(deliveries.requeueExpired(LATER)).as("SENDING").hasSize(1);
        assertThat(queue.claimInterrupted(LATER, LATER.plusSeconds(60)))
                .map(job -> job.instance().ref().sopInstanceUid())
                .contains("1.7");
        assertThat(queue.claim(9, LATER, LATER.plusSeconds(60)))
                .extracting(job -> job.instance().file().toString())
                .containsExactly("/srv/brixia/var/1.dcm");
        assertThat(deliveries.claim("pacs", 9, LATER, LATER.plusSeconds(60)))
                .extracting(delivery -> delivery.object().ref().sopInstanceUid())
                .containsExactly("2.25.12");
        assertThat(deliveries.counts().get("pacs")).containsEntry(DeliveryState.SENT, 1L);
        database.check();
    }

    @ParameterizedTest
    @EnumSource(QueueTestBase.TestEngine.class)
    void withdrawnFilesGetTheUidOfTheirName(QueueTestBase.TestEngine engine) throws Exception {
        QueueConfig config = config(engine);
        releaseOne(config);
        migrate(config, "18");
        try (Connection connection = DriverManager.getConnection(config.url(), config.user(), "");
                Statement statement = connection.createStatement()) {
            for (String file : WITHDRAWN) {
                statement.execute(
                        "INSERT INTO withdrawn_file (job_id, file)"
                                + " SELECT id, '%s' FROM job WHERE sop_instance_uid = '1.1'"
                                        .formatted(file));
            }
        }

        try (QueueDatabase database = QueueDatabase.open(config)) {
            Job job = new JobAdmin(database).find("1.1").orElseThrow();
            RejectedResults rejected = new RejectedResults(database);
            assertThat(rejected.file(job, "2.25.11").map(Path::toString))
                    .get()
                    .asString()
                    .endsWith("/results/01/2.25.11.dcm");
            assertThat(rejected.file(job, "2.25.1"))
                    .contains(Path.of("/srv/brixia/elsewhere.dcm/2.25.1.dcm"));
            assertThat(rejected.file(job, "2.25.12")).isEmpty();
        }
    }

    private QueueConfig config(QueueTestBase.TestEngine engine) throws Exception {
        // Opened once by the node, so that H2 listens on loopback alone in this process.
        QueueDatabase.open(TestJobs.config(folder.resolve("any"))).close();
        return engine == QueueTestBase.TestEngine.H2
                ? TestJobs.config(folder)
                : TestJobs.sharedConfig(PostgresServer.newDatabase(), "node");
    }

    private static void migrate(QueueConfig config, String version) {
        Flyway.configure()
                .dataSource(config.url(), config.user(), "")
                .locations("classpath:db/migration")
                .javaMigrations(new RelativePaths(new StoredFiles(config.storage())))
                .target(version)
                .load()
                .migrate();
    }

    private static void releaseOne(QueueConfig config) throws SQLException {
        migrate(config, "1");
        try (Connection connection = DriverManager.getConnection(config.url(), config.user(), "");
                Statement statement = connection.createStatement()) {
            statement.execute(JOB.formatted("1.1", "SCORED"));
            statement.execute(JOB.formatted("1.2", "WAITING"));
            statement.execute(JOB.formatted("1.6", "NOT_SCORED"));
            statement.execute(JOB.formatted("1.7", "RUNNING"));
            statement.execute(DELIVERY.formatted("2.25.11", "SENT"));
            statement.execute(DELIVERY.formatted("2.25.12", "SENDING"));
            statement.execute(RESULT.formatted("1.1", "new", "2", 2));
            statement.execute(RESULT.formatted("1.1", "old", "1", 1));
            statement.execute(RESULT.formatted("1.2", "old", "3", 3));
        }
    }
}
