package org.brixianode.node.check;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import org.brixianode.study.FileProblem;

/** Folders that a start uses, and creates where they are missing; a check creates none. */
final class Folders {

    /**
     * @throws IOException if a file cannot be written there, or the folder is missing and cannot be
     *     created; the message says what to do
     */
    static void requireWritable(Path folder) throws IOException {
        Path there = nearest(folder);
        if (!Files.isDirectory(there)) {
            throw new NotDirectoryException(there.toString());
        }
        if (!there.equals(folder.toAbsolutePath())) {
            if (!Files.isWritable(there)) {
                throw new IOException(
                        "it does not exist, and cannot be created: "
                                + why(there, Optional.empty()));
            }
            return;
        }
        try {
            Files.delete(Files.createTempFile(there, "check", ".tmp"));
        } catch (IOException e) {
            throw new IOException(why(there, Optional.of(e)), e);
        }
    }

    /** Why nothing can be written in a folder, and what to do. */
    private static String why(Path folder, Optional<IOException> failure) throws IOException {
        if (Files.getFileStore(folder).isReadOnly()) {
            return folder
                    + " is on a file system that is mounted read-only: mount it writable, or set"
                    + " storage.dir to a folder on another one";
        }
        boolean denied = failure.isEmpty() || failure.get() instanceof AccessDeniedException;
        return denied ? denied(folder) : FileProblem.text(failure.get());
    }

    private static String denied(Path folder) throws IOException {
        UserPrincipal owner = Files.getOwner(folder);
        String user = System.getProperty("user.name", "unknown");
        return owner.getName().equals(user)
                ? "no permission for %s, although it belongs to %s: allow the owner to write (chmod u+rwx %s)"
                        .formatted(folder, user, folder)
                : "no permission for %s, which belongs to %s, and this command runs as %s: run it, and the node, as %s, or change the owner (chown -R %s %s)"
                        .formatted(folder, owner, user, owner, user, folder);
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
