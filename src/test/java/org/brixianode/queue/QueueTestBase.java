package org.brixianode.queue;

import java.nio.file.Path;
import org.brixianode.study.StageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A queue on a file of its own. */
abstract class QueueTestBase {

    @TempDir Path folder;

    QueueDatabase database;
    JobQueue queue;
    JobDesk desk;
    Outbox outbox;
    ResultMemory results;

    @BeforeEach
    void open() throws StageException {
        database = QueueDatabase.open(TestJobs.config(folder));
        queue = new JobQueue(database);
        desk = new JobDesk(database);
        outbox = new Outbox(database);
        results = new ResultMemory(database);
    }

    @AfterEach
    void close() throws StageException {
        database.close();
    }

    /** An ordered stop and a new start. */
    void restart() throws StageException {
        close();
        open();
    }
}
