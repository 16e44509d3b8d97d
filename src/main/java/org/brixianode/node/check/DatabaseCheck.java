package org.brixianode.node.check;

import org.brixianode.queue.QueueConfig;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.study.StageException;

/** Opens the database as a starting node would, creating an embedded one if it does not exist. */
public final class DatabaseCheck {

    private boolean nodeRuns;

    public String run(QueueConfig config) throws StageException {
        if (QueueDatabase.isMissing(config)) {
            QueueDatabase.open(config).close();
            return config.url() + ", newly made";
        }
        try (QueueDatabase database = QueueDatabase.openForCommand(config)) {
            database.check();
            nodeRuns = database.isOfRunningNode();
            return config.url() + (nodeRuns ? ", held by a running node" : "");
        }
    }

    /** Whether a running node uses the database; false before {@link #run}. */
    public boolean nodeRuns() {
        return nodeRuns;
    }
}
