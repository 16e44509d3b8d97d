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
 * incoming/                       being written; what a crash leaves here is rubbish
 * objects/00 .. ff/UID_SHA256.dcm durable; the folder is the digest's first two digits
 * conflict/UID_SHA256.dcm         another content under a UID that was taken
 * damaged/                        no longer what its name says
 * </pre>
 *
 * All on one file system, so that a rename is all or nothing. One process at a time: the next one's
 * recovery would take away what this one is writing.
 */
final class Spool implements AutoCloseable {

    private static final int FAN_OUT_DIGITS = 2;
    private static final int PROBE_BYTES = 4096;

    private final Path incoming;
    private final Path objects;
    private final Path conflict;
    private final Path damaged;
    private final FileChannel lockFile;
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    private Spool(Path folder, FileChannel lockFile) {
        this.incoming = folder.resolve("incoming");
        this.objects = folder.resolve("objects");
        this.conflict = folder.resolve("conflict");
        this.damaged = folder.resolve("damaged");
        this.lockFile = lockFile;
    }

    /**
     * Makes the folders and takes the spool for this process.
     *
     * @throws IOException if a folder cannot be made, or another process has the spool
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
            lock(lockFile);
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

    private static void lock(FileChannel lockFile) throws IOException {
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

    /** A name for a file to be written that nobody else uses. */
    Path newPart() {
        return incoming.resolve(UUID.randomUUID() + DurableFile.PART_SUFFIX);
    }

    Path placeOf(ContentKey key) {
        return objects.resolve(key.contentDigest().substring(0, FAN_OUT_DIGITS))
                .resolve(key.fileName());
    }

    /** Moves a synced file to its place, durably. */
    Path keep(Path part, ContentKey key) throws IOException {
        Path place = placeOf(key);
        makeDurable(Objects.requireNonNull(place.getParent()));
        DurableFile.moveInPlace(part, place);
        return place;
    }

    /** A folder's own name must be synced before anything in it is promised. */
    private void makeDurable(Path folder) throws IOException {
        if (durable.contains(folder)) {
            return;
        }
        synchronized (durable) {
            PrivateFiles.createFolders(folder);
            DurableFile.syncFolder(objects);
            durable.add(folder);
        }
    }

    /** Moves a synced file whose UID has another content already to the conflicts, durably. */
    Path keepConflict(Path part, ContentKey key) throws IOException {
        Path place = conflict.resolve(key.fileName());
        DurableFile.moveInPlace(part, place);
        return place;
    }

    /**
     * Tries what each object needs: a file written and synced among the incoming ones.
     *
     * @throws IOException if that fails
     */
    void probe() throws IOException {
        Path part = newPart();
        try {
            DurableFile.writeSynced(part, out -> out.write(new byte[PROBE_BYTES]));
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Moves a file that is not what its name says out of the way, durably. */
    Path setAsideDamaged(Path file) throws IOException {
        Path target = damaged.resolve(file.getFileName());
        DurableFile.moveInPlace(file, target);
        return target;
    }

    /**
     * What lies in a part of the spool.
     *
     * @param files that may be the spool's own
     * @param strays that are not: of another name or kind, or closed to the node
     */
    record Contents(List<Path> files, List<Path> strays) {
        private Contents() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    /** What was being written when the last process ended. */
    Contents incoming() throws IOException {
        Contents found = new Contents();
        for (Path entry : entries(incoming)) {
            boolean own = entry.toString().endsWith(DurableFile.PART_SUFFIX);
            (own && Files.isRegularFile(entry) ? found.files() : found.strays()).add(entry);
        }
        return found;
    }

    /** What was received; hidden files are nobody's radiographs. */
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
                boolean own = Files.isRegularFile(file) && !Files.isHidden(file);
                (own ? found.files() : found.strays()).add(file);
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

    /** Gives the spool free for another process. */
    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
