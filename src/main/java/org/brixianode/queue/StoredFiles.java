package org.brixianode.queue;

import java.nio.file.Path;

/**
 * Converts paths for the tables: files below the storage folder are stored relative to it, so that
 * the folder can be moved and nodes that share a database can mount it at different paths; other
 * files are stored by their absolute path.
 */
record StoredFiles(Path folder) {

    StoredFiles {
        folder = folder.toAbsolutePath().normalize();
    }

    String text(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.startsWith(folder)
                ? folder.relativize(absolute).toString()
                : absolute.toString();
    }

    Path path(String text) {
        return folder.resolve(text).normalize();
    }
}
