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
 * Makes the folders under storage.dir accessible to the node's user only: new ones are created so,
 * existing ones are restricted at the start. Other users then cannot access the files in them,
 * whatever their mode.
 */
final class PrivateFolders {

    private static final Logger LOG = LoggerFactory.getLogger(PrivateFolders.class);

    /** Folders whose subfolders may have been created by a release without this restriction. */
    private static final List<String> PARENTS =
            List.of(".", "spool", "spool/objects", "results", "audit", "db");

    private final Path storage;

    PrivateFolders(Path storage) {
        this.storage = storage;
    }

    /**
     * @throws IOException if the folder cannot be created or read
     */
    void create() throws IOException {
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

    /** The mode of another user's folder, such as lost+found, cannot be changed. */
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
