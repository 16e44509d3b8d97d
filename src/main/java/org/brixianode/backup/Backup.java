package org.brixianode.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.brixianode.queue.DatabaseCopy;
import org.brixianode.queue.QueueConfig;
import org.brixianode.study.PrivateFiles;
import org.brixianode.study.StageException;

/**
 * Writes a backup of a node that may run meanwhile.
 *
 * <p>The database comes first: a file is written before the row that names it, so that every file
 * that the copied rows name is there, except those of finished jobs that are purged meanwhile. What
 * comes later is in the spool alone, and a start queues it.
 */
public final class Backup {

    /** Where the embedded database lies in the archive and below a restored folder. */
    static final String DATABASE = "db/brixia.mv.db";

    /** Where the site's configuration lies in the archive. */
    static final String CONFIGURATION = "conf/brixia-node.conf";

    /** Entries of the storage folder that are copied otherwise, or that belong to one machine. */
    private static final Set<String> LEFT_OUT =
            Set.of(
                    "db",
                    "conf",
                    "cache",
                    "intake.json",
                    "alarms.json",
                    "lost+found",
                    Restore.UNFINISHED);

    /** Files of the embedded database, wherever it lies, and unfinished files. */
    private static final String LEFT_OUT_NAMES =
            ".*\\.(mv\\.db|trace\\.db|door|door\\.new|part)|" + DatabaseCopy.PREFIX + ".*";

    private static final String PART = ".part";

    /**
     * What is in a backup.
     *
     * @param bytes before compression
     */
    public record Summary(BackupManifest manifest, long files, long bytes) {}

    private final Path storage;
    private final ZipOutputStream zip;
    private long files;
    private long bytes;

    private Backup(Path storage, ZipOutputStream zip) {
        this.storage = storage;
        this.zip = zip;
    }

    /**
     * @param configuration the configuration file, where there is one
     * @param out a file that does not exist, outside of the storage folder
     * @throws StageException if the database cannot be copied
     */
    public static Summary write(
            Path storage,
            QueueConfig queue,
            Optional<Path> configuration,
            BackupManifest manifest,
            Path out)
            throws IOException, StageException {
        if (Files.exists(out)) {
            throw new IOException(out + " exists already: give the name of a new file");
        }
        if (out.startsWith(storage)) {
            throw new IOException(
                    out + " is in storage.dir, which is backed up: choose another folder");
        }
        Path part = out.resolveSibling(out.getFileName() + PART);
        Files.deleteIfExists(part);
        try (DatabaseFile database = DatabaseFile.of(DatabaseCopy.make(queue, storage))) {
            Summary summary = write(storage, configuration, manifest, database.file(), part);
            Files.move(part, out, StandardCopyOption.ATOMIC_MOVE);
            return summary;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Summary write(
            Path storage,
            Optional<Path> configuration,
            BackupManifest manifest,
            Optional<Path> database,
            Path part)
            throws IOException {
        PrivateFiles.createFile(part);
        BackupManifest written =
                new BackupManifest(
                        manifest.release(),
                        manifest.createdAt(),
                        manifest.nodeName(),
                        database.isPresent());
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            OutputStream stream = Channels.newOutputStream(channel);
            ZipOutputStream zip = new ZipOutputStream(stream);
            // Images are compressed already, or compress well at any level.
            zip.setLevel(Deflater.BEST_SPEED);
            Backup backup = new Backup(storage, zip);
            zip.putNextEntry(new ZipEntry(BackupManifest.ENTRY));
            zip.write(written.toJson());
            if (database.isPresent()) {
                backup.addDatabase(database.get());
            }
            if (configuration.isPresent()) {
                backup.add(configuration.get(), CONFIGURATION);
            }
            backup.addStorage();
            zip.finish();
            channel.force(true);
            return new Summary(written, backup.files, backup.bytes);
        }
    }

    private void addDatabase(Path copy) throws IOException {
        try (ZipFile archive = new ZipFile(copy.toFile())) {
            for (ZipEntry entry : archive.stream().toList()) {
                zip.putNextEntry(new ZipEntry(DATABASE));
                try (InputStream in = archive.getInputStream(entry)) {
                    bytes += in.transferTo(zip);
                }
                files++;
            }
        }
    }

    private void addStorage() throws IOException {
        if (Files.notExists(storage)) {
            return;
        }
        // Followed links: a site may keep spool or results on another disk.
        Files.walkFileTree(
                storage,
                EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                Integer.MAX_VALUE,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) {
                        return isLeftOut(folder)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (attributes.isRegularFile() && !isLeftOut(file)) {
                            add(file, storage.relativize(file).toString());
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure)
                            throws IOException {
                        if (failure instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw failure;
                    }
                });
    }

    private boolean isLeftOut(Path path) {
        Path relative = storage.relativize(path);
        return LEFT_OUT.contains(relative.toString())
                || relative.getFileName().toString().matches(LEFT_OUT_NAMES);
    }

    /** A file that has been deleted meanwhile is left out. */
    private void add(Path file, String name) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            ZipEntry entry = new ZipEntry(name);
            entry.setLastModifiedTime(Files.getLastModifiedTime(file));
            zip.putNextEntry(entry);
            bytes += in.transferTo(zip);
            files++;
        } catch (NoSuchFileException deleted) {
            return;
        }
    }

    /** The copied database, which is deleted in the end. */
    private record DatabaseFile(Optional<Path> file) implements AutoCloseable {

        static DatabaseFile of(Optional<Path> file) {
            return new DatabaseFile(file);
        }

        @Override
        public void close() throws IOException {
            if (file.isPresent()) {
                Files.deleteIfExists(file.get());
            }
        }
    }
}
