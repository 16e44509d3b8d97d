package org.brixianode.receive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.brixianode.dicom.DurableFile;
import org.brixianode.study.PrivateFiles;

/**
 * The folder of received objects.
 *
 * <pre>
 * incoming/                       being written; incomplete after a crash
 * objects/00 .. ff/UID_SHA256.dcm durable; the folder is named by the digest's first two digits;
 *                                 earlier contents of a UID stay beside the present one
 * conflict/UID_SHA256.dcm         other content under a UID that did not replace the committed one
 * damaged/                        content that does not match the file name
 * </pre>
 *
 * All folders are on one file system, so that a rename is atomic. Only one process uses the spool
 * at a time, since the recovery of a second one would delete the temporary files of the first.
 */
final class Spool implements AutoCloseable {

    private static final int FAN_OUT_DIGITS = 2;
    private static final int PROBE_BYTES = 4096;

    private final Path incoming;
    private final Path objects;
    private final Path conflict;
    private final Path damaged;
    private final FileChannel lockFile;
    private final Set<Path> syncedFolders = ConcurrentHashMap.newKeySet();

    private Spool(Path folder, FileChannel lockFile) {
        this.incoming = folder.resolve("incoming");
        this.objects = folder.resolve("objects");
        this.conflict = folder.resolve("conflict");
        this.damaged = folder.resolve("damaged");
        this.lockFile = lockFile;
    }

    /**
     * Creates the folders and locks the spool for this process.
     *
     * @throws IOException if a folder cannot be created, or another process uses the spool
     */
    static Spool open(Path folder) throws IOException {
        PrivateFiles.createFolders(folder);
        Path lock = folder.resolve("lock");
        FileChannel lockFile =
                FileChannel.open(
                        lock,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        PrivateFiles.fileAttributes(lock));
        boolean opened = false;
        try {
            lockExclusively(lockFile);
            Spool spool = new Spool(folder.toAbsolutePath(), lockFile);
            spool.makeFolders();
            opened = true;
            return spool;
        } finally {
            if (!opened) {
                lockFile.close();
            }
        }
    }

    private static void lockExclusively(FileChannel lockFile) throws IOException {
        try {
            FileLock lock = lockFile.tryLock();
            if (lock != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException("it is in use in this process", e);
        }
        throw new IOException("it is in use by another process; is the node running already?");
    }

    private void makeFolders() throws IOException {
        for (Path folder : List.of(incoming, objects, conflict, damaged)) {
            PrivateFiles.createFolders(folder);
        }
        DurableFile.syncFolder(Objects.requireNonNull(objects.getParent()));
    }

    /** A unique path for a temporary file. */
    Path newPart() {
        return incoming.resolve(UUID.randomUUID() + DurableFile.PART_SUFFIX);
    }

    Path finalPath(ContentKey key) {
        return objects.resolve(key.contentDigest().substring(0, FAN_OUT_DIGITS))
                .resolve(key.fileName());
    }

    /** Moves a synced file durably to its final path. */
    Path keep(Path part, ContentKey key) throws IOException {
        Path target = finalPath(key);
        makeDurable(Objects.requireNonNull(target.getParent()));
        DurableFile.moveIntoPlace(part, target);
        return target;
    }

    /**
     * Creates a folder and syncs its directory entry, without which the files in it are not
     * syncedFolders.
     */
    private void makeDurable(Path folder) throws IOException {
        if (syncedFolders.contains(folder)) {
            return;
        }
        synchronized (syncedFolders) {
            PrivateFiles.createFolders(folder);
            DurableFile.syncFolder(objects);
            syncedFolders.add(folder);
        }
    }

    /** Moves a synced file with other content of a committed UID durably to the conflict folder. */
    Path keepConflict(Path part, ContentKey key) throws IOException {
        Path target = conflict.resolve(key.fileName());
        DurableFile.moveIntoPlace(part, target);
        return target;
    }

    /**
     * Checks that the spool is writable: writes and syncs a temporary file.
     *
     * @throws IOException if it is not
     */
    void probe() throws IOException {
        Path part = newPart();
        try {
            DurableFile.writeSynced(part, out -> out.write(new byte[PROBE_BYTES]));
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Moves a file whose content does not match its name durably to the damaged folder. */
    Path setAsideDamaged(Path file) throws IOException {
        Path target = damaged.resolve(file.getFileName());
        DurableFile.moveIntoPlace(file, target);
        return target;
    }

    /**
     * The files in a folder of the spool.
     *
     * @param files files of the spool
     * @param strays other entries: of another name or type, or not readable
     */
    record Contents(List<Path> files, List<Path> strays) {
        private Contents() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    /** The temporary files that the last process left. */
    Contents incoming() throws IOException {
        Contents found = new Contents();
        for (Path entry : entries(incoming)) {
            boolean isSpoolFile = entry.toString().endsWith(DurableFile.PART_SUFFIX);
            (isSpoolFile && Files.isRegularFile(entry) ? found.files() : found.strays()).add(entry);
        }
        return found;
    }

    /** The received objects; hidden files are not among them. */
    Contents objects() throws IOException {
        Contents found = new Contents();
        for (Path entry : entries(objects)) {
            if (isFanOut(entry) && Files.isDirectory(entry)) {
                addObjects(entry, found);
            } else {
                (isFanOut(entry) ? found.files() : found.strays()).add(entry);
            }
        }
        return found;
    }

    private static boolean isFanOut(Path entry) {
        return entry.getFileName().toString().matches("[0-9a-f]{" + FAN_OUT_DIGITS + "}");
    }

    private static void addObjects(Path folder, Contents found) {
        try {
            for (Path file : entries(folder)) {
                boolean isSpoolFile = Files.isRegularFile(file) && !Files.isHidden(file);
                (isSpoolFile ? found.files() : found.strays()).add(file);
            }
        } catch (IOException e) {
            found.strays().add(folder);
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Releases the spool for another process. */
    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
