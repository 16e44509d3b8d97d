package org.brixianode.dicom;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.brixianode.study.PrivateFiles;

/**
 * Writes files atomically and durably: writes a temporary file, syncs it, renames it, and syncs the
 * folder.
 *
 * <p>Every failure is reported, also those of closing the file and syncing the folder.
 */
public final class DurableFile {

    /** Suffix of a file that is being written; such a file is incomplete after a crash. */
    public static final String PART_SUFFIX = ".part";

    private static final int BUFFER_BYTES = 1 << 16;

    /** Writes the content. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file durably and replaces an existing one. If several threads write the same file,
     * each version is complete, and the last one remains.
     *
     * @throws IOException if anything fails; the target is then unchanged
     */
    public static void write(Path target, Content content) throws IOException {
        Path part =
                target.resolveSibling(
                        "%s.%s%s".formatted(target.getFileName(), UUID.randomUUID(), PART_SUFFIX));
        try {
            writeSynced(part, content);
            moveIntoPlace(part, target);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Deletes temporary files of processes that ended before they were complete.
     *
     * @param folder searched with its subfolders
     * @param before files changed at or after this instant are kept: they may still be being
     *     written
     * @return the number of deleted files
     */
    public static int deleteStaleParts(Path folder, Instant before) throws IOException {
        List<Path> parts;
        try (Stream<Path> files = Files.walk(folder)) {
            parts = files.filter(file -> file.toString().endsWith(PART_SUFFIX)).toList();
        }
        int deleted = 0;
        for (Path part : parts) {
            try {
                boolean old = Files.getLastModifiedTime(part).toInstant().isBefore(before);
                deleted += old && Files.deleteIfExists(part) ? 1 : 0;
            } catch (NoSuchFileException e) {
                // Its writer has renamed or deleted it.
                continue;
            }
        }
        return deleted;
    }

    /**
     * Writes a file and syncs its content and length, but not its directory entry. A new file is
     * readable by its owner only.
     *
     * @throws IOException if writing, syncing or closing fails
     */
    public static void writeSynced(Path file, Content content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE),
                        PrivateFiles.fileAttributes(file))) {
            OutputStream out =
                    new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    /** Renames a file atomically within one file system and syncs the target folder. */
    public static void moveIntoPlace(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(Objects.requireNonNull(to.toAbsolutePath().getParent()));
    }

    /** Syncs the directory entries of a folder. */
    public static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private DurableFile() {}
}
