package org.brixianode.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.brixianode.study.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders under storage.dir, for the node's user alone: new ones are made so, those of an older
 * installation are restricted at the start. Files in them are out of reach then, whatever their
 * mode.
 */
final class PrivateFolders {

    private static final Logger LOG = LoggerFactory.getLogger(PrivateFolders.class);

    /** Folders with folders in them that may be older than the rule. */
    private static final List<String> PARENTS =
            List.of(".", "spool", "spool/objects", "results", "audit", "db");

    private final Path storage;

    PrivateFolders(Path storage) {
        this.storage = storage;
    }

    /**
     * @throws IOException if the folder cannot be made or read
     */
    void make() throws IOException {
        PrivateFiles.createFolders(storage);
        restrict(storage);
        for (String name : PARENTS) {
            Path parent = storage.resolve(name);
            if (Files.isDirectory(parent)) {
                for (Path folder : foldersIn(parent)) {
                    restrict(folder);
                }
            }
        }
    }

    private static List<Path> foldersIn(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory).toList();
        }
    }

    /** A folder of another user's, such as lost+found, is not the node's to change. */
    private static void restrict(Path folder) {
        try {
            PrivateFiles.restrict(folder);
        } catch (IOException e) {
            LOG.warn(
                    "{} may be readable by other users and cannot be restricted ({}): give it to"
                            + " the user who runs the node, mode 0700",
                    folder,
                    e.toString());
        }
    }
}
