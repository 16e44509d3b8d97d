package org.brixianode.queue;

import java.nio.file.Path;

/**
 * How the tables name files: below the storage folder by the path from it, so that the folder may
 * move and nodes that share a database may see it in different places; elsewhere by the absolute
 * path.
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
