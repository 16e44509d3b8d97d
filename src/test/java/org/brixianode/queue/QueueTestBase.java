package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;
import org.brixianode.testkit.PostgresServer;
import org.brixianode.testkit.ResultKinds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A queue on a database that the tests of a class share; each test finds it empty. Every test runs
 * on both engines, on PostgreSQL where it is installed.
 */
@ParameterizedClass
@EnumSource(QueueTestBase.TestEngine.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class QueueTestBase {

    enum TestEngine {
        H2,
        POSTGRESQL
    }

    @Parameter TestEngine engine;

    private QueueConfig config;

    QueueDatabase database;
    JobQueue queue;
    JobAdmin admin;
    DeliveryQueue outbox;
    ResultHistory results;

    @BeforeParameterizedClassInvocation
    void open(TestEngine invoked, @TempDir Path folder) throws Exception {
        assertThat(engine).isEqualTo(invoked);
        config =
                engine == TestEngine.H2
                        ? TestJobs.config(folder)
                        : TestJobs.sharedConfig(PostgresServer.newDatabase(), "node");
        open(config());
    }

    QueueConfig config() {
        return config;
    }

    private void open(QueueConfig config) throws StageException {
        database = QueueDatabase.open(config);
        queue = new JobQueue(database);
        admin = new JobAdmin(database);
        outbox = new DeliveryQueue(database);
        results = new ResultHistory(database);
    }

    /** And works on connections that are new, as after their maximum lifetime. */
    @BeforeEach
    void clear() throws StageException {
        TestJobs.clear(database);
        database.renewConnections();
    }

    @AfterParameterizedClassInvocation
    void close() throws StageException {
        if (database != null) {
            database.close();
        }
    }

    /**
     * What becomes of claimed work whose process has ended: the next start puts it back, on a
     * shared database the end of its lease.
     */
    JobQueue.Requeued takeBackAbandoned() throws StageException {
        return engine == TestEngine.H2
                ? queue.requeueAbandoned()
                : new JobQueue.Requeued(
                        queue.requeueExpired(Leases.FOREVER).size(),
                        outbox.requeueExpired(Leases.FOREVER).size());
    }

    /** A scored job whose report waits for a destination. */
    Job jobWithReport(int n, String destination) throws StageException {
        Job job = TestJobs.running(queue, n);
        TestJobs.complete(
                queue,
                job,
                TestJobs.result(n),
                "{}",
                List.of(TestJobs.delivery(n, ResultKinds.REPORT, destination)));
        return job;
    }

    /** An ordered stop and a new start. */
    void restart() throws StageException {
        restart(config());
    }

    void restart(QueueConfig config) throws StageException {
        close();
        open(config);
    }
}
