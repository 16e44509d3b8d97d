package org.brixianode.receive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The free disk space for the spool. */
@FunctionalInterface
public interface FreeSpace {

    /**
     * @throws IOException if it cannot be determined
     */
    long usableBytes() throws IOException;

    /** The free space of the file system that contains a folder. */
    static FreeSpace of(Path folder) {
        return () -> Files.getFileStore(folder).getUsableSpace();
    }
}
