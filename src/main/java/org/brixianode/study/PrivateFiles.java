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
 * Files and folders with patient data, which belong to their owner alone whatever the umask: mode
 * 0600 and 0700. On a file system without POSIX permissions nothing is restricted and nothing
 * fails.
 */
public final class PrivateFiles {

    private static final Set<PosixFilePermission> FILE =
            PosixFilePermissions.fromString("rw-------");

    private static final Set<PosixFilePermission> FOLDER =
            PosixFilePermissions.fromString("rwx------");

    /** To be given to whatever creates a file at this place. */
    public static FileAttribute<?>[] fileAttributes(Path file) {
        return attributes(file, FILE);
    }

    /**
     * Makes a folder and those above it where they are missing; the new ones are private, the
     * others stay as they are.
     */
    public static Path createFolders(Path folder) throws IOException {
        return Files.createDirectories(folder, attributes(folder, FOLDER));
    }

    /** Makes an empty private file where there is none. */
    public static void createFile(Path file) throws IOException {
        if (Files.notExists(file)) {
            Files.createFile(file, fileAttributes(file));
        }
    }

    /**
     * Takes a file or folder from everybody but its owner.
     *
     * @throws IOException if it belongs to another user
     */
    public static void restrict(Path place) throws IOException {
        if (!isPosix(place)) {
            return;
        }
        Set<PosixFilePermission> now = Files.getPosixFilePermissions(place);
        Set<PosixFilePermission> allowed = EnumSet.copyOf(FOLDER);
        if (!allowed.containsAll(now)) {
            allowed.retainAll(now);
            Files.setPosixFilePermissions(place, allowed);
        }
    }

    private static FileAttribute<?>[] attributes(Path place, Set<PosixFilePermission> mode) {
        return isPosix(place)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path place) {
        return place.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private PrivateFiles() {}
}
