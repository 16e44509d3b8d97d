package org.brixianode.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.brixianode.study.Sha256;

/** The files that make up a SavedModel, and their SHA-256. */
public final class ModelFiles {

    private static final String GRAPH = "saved_model.pb";
    private static final String VARIABLES = "variables";

    /**
     * @return lower-case hexadecimal SHA-256 by path within the folder, with forward slashes
     * @throws IOException if the folder holds no SavedModel
     */
    public static Map<String, String> digests(Path folder) throws IOException {
        if (!Files.isRegularFile(folder.resolve(GRAPH))) {
            throw new IOException("no model in " + folder + ": " + GRAPH + " is missing");
        }
        Map<String, String> digests = new TreeMap<>();
        digests.put(GRAPH, sha256(folder.resolve(GRAPH)));
        try (Stream<Path> files = Files.list(folder.resolve(VARIABLES))) {
            files.forEach(file -> digests.put(VARIABLES + "/" + file.getFileName(), sha256(file)));
        }
        return digests;
    }

    /**
     * One digest over all of them and {@code model.json}. The card is included byte for byte:
     * calibration, decision rule and preprocessing determine the scores as the weights do, and the
     * digest can be computed without knowing which keys matter.
     *
     * @param digests of all other files
     */
    static String combined(Path folder, Map<String, String> digests) {
        Map<String, String> all = new TreeMap<>(digests);
        all.put(ModelCard.FILE_NAME, sha256(folder.resolve(ModelCard.FILE_NAME)));
        Sha256 sha256 = new Sha256();
        all.forEach((path, digest) -> sha256.update(path + " " + digest + "\n"));
        return sha256.hex();
    }

    private static String sha256(Path file) {
        try {
            return Sha256.ofFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ModelFiles() {}
}
