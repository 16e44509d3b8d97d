package org.brixianode.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Creates files and folders with patient data with mode 0600 and 0700, whatever the umask. On a
 * file system without POSIX permissions the permissions are left unchanged.
 */
public final class PrivateFiles {

    private static final Set<PosixFilePermission> FILE =
            PosixFilePermissions.fromString("rw-------");

    private static final Set<PosixFilePermission> FOLDER =
            PosixFilePermissions.fromString("rwx------");

    /** Attributes for the creation of a file at this path. */
    public static FileAttribute<?>[] fileAttributes(Path file) {
        return attributes(file, FILE);
    }

    /**
     * Creates a folder and its missing parents as private folders; existing folders are unchanged.
     */
    public static Path createFolders(Path folder) throws IOException {
        return Files.createDirectories(folder, attributes(folder, FOLDER));
    }

    /** Creates an empty private file if it does not exist. */
    public static void createFile(Path file) throws IOException {
        if (Files.notExists(file)) {
            Files.createFile(file, fileAttributes(file));
        }
    }

    /**
     * Removes all permissions of group and others from a file or folder.
     *
     * @throws IOException if it belongs to another user
     */
    public static void restrict(Path path) throws IOException {
        if (!isPosix(path)) {
            return;
        }
        Set<PosixFilePermission> now = Files.getPosixFilePermissions(path);
        Set<PosixFilePermission> allowed = EnumSet.copyOf(FOLDER);
        if (!allowed.containsAll(now)) {
            allowed.retainAll(now);
            Files.setPosixFilePermissions(path, allowed);
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> mode) {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private PrivateFiles() {}
}
