package org.brixianode.node.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Folders that a start uses, and creates where they are missing; a check creates none. */
final class Folders {

    /**
     * @throws IOException if a file cannot be written there, or the folder is missing and cannot be
     *     created
     */
    static void requireWritable(Path folder) throws IOException {
        Path there = nearest(folder);
        if (!Files.isDirectory(there)) {
            throw new NotDirectoryException(there.toString());
        }
        if (there.equals(folder)) {
            Files.delete(Files.createTempFile(folder, "check", ".tmp"));
        } else if (!Files.isWritable(there)) {
            throw new IOException("it does not exist, and nothing can be created in " + there);
        }
    }

    /** The folder itself, or the nearest above it that exists. */
    static Path nearest(Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }

    private Folders() {}
}
