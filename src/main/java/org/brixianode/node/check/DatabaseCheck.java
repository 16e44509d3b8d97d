package org.brixianode.node.check;

import org.brixianode.queue.QueueConfig;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.study.StageException;

/** Opens the database, making it where there is none, as a starting node would. */
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

    /** Whether a node runs on it; false before it was tried. */
    public boolean nodeRuns() {
        return nodeRuns;
    }
}
