package org.brixianode.receive;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import org.brixianode.study.FailureText;

/**
 * Describes file system exceptions of the spool, whose messages are often only a path, and says
 * what to do.
 */
final class SpoolProblem {

    /** The cause and what to do. */
    static String of(IOException failure) {
        if (failure instanceof NotDirectoryException
                || failure instanceof FileAlreadyExistsException) {
            return file(failure) + " is a file where a folder is needed; move it away";
        }
        if (failure instanceof AccessDeniedException) {
            return "no permission for "
                    + file(failure)
                    + "; the folder and all in it must belong to the user who runs the node";
        }
        if (failure instanceof FileSystemException named) {
            return named.getFile() + ": " + (named.getReason() == null ? named : named.getReason());
        }
        return FailureText.of(failure);
    }

    private static String file(IOException failure) {
        return ((FileSystemException) failure).getFile();
    }

    private SpoolProblem() {}
}
