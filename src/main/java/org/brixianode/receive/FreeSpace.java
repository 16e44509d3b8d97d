package org.brixianode.receive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much room is left for the spool. */
@FunctionalInterface
public interface FreeSpace {

    /**
     * @throws IOException if the file system does not tell
     */
    long usableBytes() throws IOException;

    /** Asks the file system in which a folder lies. */
    static FreeSpace of(Path folder) {
        return () -> Files.getFileStore(folder).getUsableSpace();
    }
}
