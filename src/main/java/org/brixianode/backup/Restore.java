package org.brixianode.backup;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.brixianode.study.PrivateFiles;

/**
 * Restores a backup into an empty folder, which a node then uses as its {@code storage.dir}.
 *
 * <p>Everything is unpacked aside and moved into place at the end, the database last, so that an
 * interrupted restoration is no storage folder.
 */
public final class Restore {

    /** Subfolder of a restoration that has not ended. */
    static final String UNFINISHED = ".restoring";

    /**
     * What was restored.
     *
     * @param database the database file, where the backup holds one
     * @param configuration the configuration file, where the backup holds one
     */
    public record Summary(
            BackupManifest manifest,
            long files,
            Optional<Path> database,
            Optional<Path> configuration) {}

    /**
     * @param to a folder that does not exist, or is empty
     * @throws IOException with advice if the file is no backup or the folder is not empty
     */
    public static Summary read(Path from, Path to) throws IOException {
        refuseNotEmpty(to);
        PrivateFiles.createFolders(to);
        PrivateFiles.restrict(to);
        Path aside = PrivateFiles.createFolders(to.resolve(UNFINISHED));
        long files;
        BackupManifest manifest;
        try (ZipInputStream zip =
                new ZipInputStream(new BufferedInputStream(Files.newInputStream(from)))) {
            manifest = manifest(from, zip);
            files = unpack(zip, aside);
        } catch (ZipException | EOFException e) {
            throw new IOException(from + " is damaged or incomplete: " + e.getMessage(), e);
        }
        if (manifest.database() && Files.notExists(aside.resolve(Backup.DATABASE))) {
            throw new IOException(from + " is incomplete: it has no database");
        }
        moveIntoPlace(aside, to);
        return new Summary(
                manifest,
                files,
                Optional.of(to.resolve(Backup.DATABASE)).filter(Files::exists),
                Optional.of(to.resolve(Backup.CONFIGURATION)).filter(Files::exists));
    }

    private static void refuseNotEmpty(Path to) throws IOException {
        if (Files.notExists(to)) {
            return;
        }
        try (Stream<Path> entries = Files.list(to)) {
            if (entries.findAny().isPresent()) {
                throw new IOException(
                        to + " is not empty: a backup is restored into an empty folder");
            }
        }
    }

    private static BackupManifest manifest(Path from, ZipInputStream zip) throws IOException {
        ZipEntry first = zip.getNextEntry();
        if (first == null || !first.getName().equals(BackupManifest.ENTRY)) {
            throw new IOException(from + " is no backup of Brixia Node");
        }
        try {
            return BackupManifest.ofJson(zip.readAllBytes());
        } catch (IOException e) {
            throw new IOException(from + " cannot be restored: " + e.getMessage(), e);
        }
    }

    private static long unpack(ZipInputStream zip, Path aside) throws IOException {
        long files = 0;
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            Path file = aside.resolve(entry.getName()).normalize();
            if (!file.startsWith(aside) || file.equals(aside)) {
                throw new IOException("the backup names a file outside of it: " + entry.getName());
            }
            write(zip, file);
            if (entry.getLastModifiedTime() != null) {
                Files.setLastModifiedTime(file, entry.getLastModifiedTime());
            }
            files++;
        }
        return files;
    }

    private static void write(InputStream in, Path file) throws IOException {
        PrivateFiles.createFolders(Objects.requireNonNull(file.getParent()));
        PrivateFiles.createFile(file);
        try (OutputStream out = Files.newOutputStream(file)) {
            in.transferTo(out);
        }
    }

    private static void moveIntoPlace(Path aside, Path to) throws IOException {
        List<Path> entries;
        try (Stream<Path> found = Files.list(aside)) {
            entries =
                    found.sorted(Comparator.comparing(entry -> entry.endsWith("db") ? 1 : 0))
                            .toList();
        }
        for (Path entry : entries) {
            Files.move(entry, to.resolve(entry.getFileName()));
        }
        Files.delete(aside);
    }

    private Restore() {}
}
