package org.brixianode.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.brixianode.study.FailureReason;
import org.brixianode.study.PrivateFiles;
import org.brixianode.study.StageException;

/**
 * A consistent copy of the embedded database, made by H2 while a node uses it; its schema stays as
 * it is.
 */
public final class DatabaseCopy {

    /** With which the names of unfinished copies begin. */
    public static final String PREFIX = ".database-copy-";

    /**
     * Makes a copy.
     *
     * @param storage the node's folder; H2 writes the copy there, in the process of the node
     * @return a zip archive with the database file, for the caller to delete; empty if the database
     *     is on a server or does not exist yet
     * @throws StageException if the database cannot be opened or copied
     */
    public static Optional<Path> make(QueueConfig config, Path storage)
            throws StageException, IOException {
        if (!config.isEmbedded() || QueueDatabase.missingFile(config).isPresent()) {
            return Optional.empty();
        }
        Path copy =
                Files.createTempFile(storage, PREFIX, ".zip", PrivateFiles.fileAttributes(storage));
        try {
            write(config, copy);
            PrivateFiles.restrict(copy);
            return Optional.of(copy);
        } catch (StageException | IOException | RuntimeException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
    }

    private static void write(QueueConfig config, Path copy) throws StageException {
        Engine engine = DatabaseOpener.engineForCommand(config);
        try {
            try (Connection connection = engine.connect(config);
                    PreparedStatement backup = connection.prepareStatement("BACKUP TO ?")) {
                backup.setString(1, copy.toAbsolutePath().toString());
                backup.execute();
            } finally {
                engine.stop();
            }
        } catch (SQLException e) {
            throw new StageException(
                    FailureReason.PARK,
                    "the database %s cannot be copied to %s: %s"
                            .formatted(config.url(), copy, e.getMessage()),
                    e);
        }
    }

    private DatabaseCopy() {}
}
