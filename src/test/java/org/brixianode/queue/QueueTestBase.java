package org.brixianode.queue;

import java.nio.file.Path;
import org.brixianode.study.StageException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A queue on a file that the tests of a class share; each test finds it empty. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class QueueTestBase {

    private Path folder;

    QueueDatabase database;
    JobQueue queue;
    JobAdmin admin;
    DeliveryQueue outbox;
    ResultMemory results;

    @BeforeAll
    void open(@TempDir Path folder) throws StageException {
        this.folder = folder;
        open(config());
    }

    QueueConfig config() {
        return TestJobs.config(folder);
    }

    private void open(QueueConfig config) throws StageException {
        database = QueueDatabase.open(config);
        queue = new JobQueue(database);
        admin = new JobAdmin(database);
        outbox = new DeliveryQueue(database);
        results = new ResultMemory(database);
    }

    /** And works on connections that are new, as after their maximum lifetime. */
    @BeforeEach
    void clear() throws StageException {
        TestJobs.clear(database);
        database.renewConnections();
    }

    @AfterAll
    void close() throws StageException {
        database.close();
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
