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
 * The files named on the command line and those in the folders named there, searched recursively.
 *
 * @param images files named by the user, and files in folders that are DICOM, PNG or JPEG by their
 *     first bytes; in the order of the command line, those of a folder by name
 * @param others other files in folders
 * @param unreadable problems of files in folders that cannot be read, one line each
 */
public record InputFiles(List<Path> images, List<Path> others, List<String> unreadable) {

    private static final int START_BYTES = 132;
    private static final int DICM_OFFSET = 128;
    private static final String DICOMDIR = "DICOMDIR";

    /**
     * @throws IOException if a folder cannot be read
     */
    public static InputFiles of(List<Path> named) throws IOException {
        InputFiles all = new InputFiles(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Path path : named) {
            if (Files.isDirectory(path)) {
                all.search(path);
            } else {
                all.images.add(path);
            }
        }
        return all;
    }

    private void search(Path folder) throws IOException {
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
        found.stream().sorted().forEach(this::classify);
    }

    private void classify(Path file) {
        try {
            (Files.isRegularFile(file) && isImage(file) ? images : others).add(file);
        } catch (IOException e) {
            unreadable.add(FileProblem.text(e));
        }
    }

    private static boolean isImage(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(START_BYTES);
            boolean dicom = startsWith(start, DICM_OFFSET, 'D', 'I', 'C', 'M');
            return dicom && !file.endsWith(DICOMDIR)
                    || startsWith(start, 0, 0x89, 'P', 'N', 'G')
                    || startsWith(start, 0, 0xff, 0xd8, 0xff);
        }
    }

    private static boolean startsWith(byte[] start, int offset, int... expected) {
        byte[] bytes = new byte[expected.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) expected[i];
        }
        return start.length >= offset + bytes.length
                && Arrays.equals(start, offset, offset + bytes.length, bytes, 0, bytes.length);
    }
}
