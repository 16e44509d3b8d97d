package org.brixianode.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.brixianode.study.FileProblem;

/**
 * Files from the command line and those in folders from there, with all folders in them.
 *
 * @param images named by the user, whatever they hold, or found in a folder and DICOM, PNG or JPEG
 *     by their first bytes; in the order of the command line, a folder's by name
 * @param others found in a folder and none of these
 * @param unreadable found in a folder and not to be looked at, one line each
 */
public record InputFiles(List<Path> images, List<Path> others, List<String> unreadable) {

    private static final int START_BYTES = 132;
    private static final int DICM_OFFSET = 128;
    private static final String DIRECTORY = "DICOMDIR";

    /**
     * @throws IOException if a folder cannot be read at all
     */
    public static InputFiles of(List<Path> named) throws IOException {
        InputFiles all = new InputFiles(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Path path : named) {
            if (Files.isDirectory(path)) {
                all.look(path);
            } else {
                all.images.add(path);
            }
        }
        return all;
    }

    private void look(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        found.add(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure) {
                        unreadable.add(FileProblem.text(failure));
                        return FileVisitResult.CONTINUE;
                    }
                });
        found.stream().sorted().forEach(this::sort);
    }

    private void sort(Path file) {
        try {
            (Files.isRegularFile(file) && isImage(file) ? images : others).add(file);
        } catch (IOException e) {
            unreadable.add(FileProblem.text(e));
        }
    }

    private static boolean isImage(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(START_BYTES);
            boolean dicom = has(start, DICM_OFFSET, 'D', 'I', 'C', 'M');
            return dicom && !file.endsWith(DIRECTORY)
                    || has(start, 0, 0x89, 'P', 'N', 'G')
                    || has(start, 0, 0xff, 0xd8, 0xff);
        }
    }

    private static boolean has(byte[] start, int offset, int... expected) {
        byte[] bytes = new byte[expected.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) expected[i];
        }
        return start.length >= offset + bytes.length
                && Arrays.equals(start, offset, offset + bytes.length, bytes, 0, bytes.length);
    }
}
