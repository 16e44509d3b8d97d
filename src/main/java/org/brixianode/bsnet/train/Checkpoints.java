package org.brixianode.bsnet.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a training stands, in a folder: TensorFlow checkpoints and {@code state.json}, which names
 * the newest and is replaced only when that one is complete.
 */
final class Checkpoints {

    private static final String STATE = "state.json";
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * @param stage index in the plan
     * @param epoch epochs of the stage that are done
     * @param fingerprint of configuration and samples; another one cannot be resumed
     */
    record State(int stage, int epoch, String fingerprint) {}

    private final Path folder;

    Checkpoints(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** The last state that was saved whole. */
    Optional<State> last() throws IOException {
        Path file = folder.resolve(STATE);
        return Files.exists(file)
                ? Optional.of(JSON.readValue(Files.readString(file), State.class))
                : Optional.empty();
    }

    String prefix(State state) {
        return folder.resolve("stage%d-epoch%d".formatted(state.stage(), state.epoch()))
                .toAbsolutePath()
                .toString();
    }

    void save(State state, TrainingGraph graph) throws IOException {
        graph.save(prefix(state));
        Path aside = folder.resolve(STATE + ".part");
        Files.writeString(aside, JSON.writeValueAsString(state));
        Files.move(
                aside,
                folder.resolve(STATE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        deleteAllBut(Path.of(prefix(state)).getFileName().toString());
    }

    private void deleteAllBut(String kept) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> old =
                    files.filter(file -> file.getFileName().toString().startsWith("stage"))
                            .filter(file -> !file.getFileName().toString().startsWith(kept + "."))
                            .toList();
            old.forEach(Checkpoints::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the folder with everything in it. */
    void clear() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(Checkpoints::delete);
        }
    }
}
