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
 * Files that are wholly there or not at all: written aside, synced, renamed, and the folder synced.
 *
 * <p>No failure is hidden, the closing of the file and the syncing of the folder included.
 */
public final class DurableFile {

    /** Ending of a file that is still being written; what bears it after a crash is rubbish. */
    public static final String PART_SUFFIX = ".part";

    private static final int BUFFER_BYTES = 1 << 16;

    /** What writes the content. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file durably; an existing one is replaced. Of several that write the same file at
     * once each is whole, and the last one stays.
     *
     * @throws IOException if anything failed; then the target is as it was before
     */
    public static void write(Path target, Content content) throws IOException {
        Path part =
                target.resolveSibling(
                        "%s.%s%s".formatted(target.getFileName(), UUID.randomUUID(), PART_SUFFIX));
        try {
            writeSynced(part, content);
            moveInPlace(part, target);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Deletes what writers left behind whose process ended.
     *
     * @param folder with its subfolders
     * @param before what was changed later may still be written
     * @return how many files were deleted
     */
    public static int deleteLeftParts(Path folder, Instant before) throws IOException {
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
                // Its writer has ended meanwhile.
                continue;
            }
        }
        return deleted;
    }

    /**
     * Writes a file, for its owner alone where it is new, and syncs its content and length, not its
     * name.
     *
     * @throws IOException if writing, syncing or closing failed
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

    /** Renames within one file system and syncs the folder. */
    public static void moveInPlace(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(Objects.requireNonNull(to.toAbsolutePath().getParent()));
    }

    /** Makes the names in a folder durable. */
    public static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private DurableFile() {}
}
