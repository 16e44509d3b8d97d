package org.brixianode.node.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.brixianode.queue.QueueConfig;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.study.StageException;

/** Opens the database if it exists; creates none. */
public final class DatabaseCheck {

    private boolean nodeRuns;

    public String run(QueueConfig config) throws IOException, StageException {
        Optional<Path> missing = QueueDatabase.missingFile(config);
        if (missing.isPresent()) {
            Folders.requireWritable(
                    Objects.requireNonNull(missing.get().toAbsolutePath().getParent()));
            return "NO DATABASE YET: the first start creates %s. If a node ran here before, check"
                            .formatted(missing.get())
                    + " storage.dir and database.url";
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
