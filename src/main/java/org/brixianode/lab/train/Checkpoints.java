package org.brixianode.lab.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.brixianode.network.Weights;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a training stands, in a folder: the weights that the current stage began with, TensorFlow
 * checkpoints of the stage itself, and {@code state.json}, which names the newest and is replaced
 * only when that one is complete.
 */
final class Checkpoints {

    private static final String STATE = "state.json";
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * @param stage index in the plan; the number of stages when all are done
     * @param epoch epochs of the stage that are done; after none there is no checkpoint
     * @param fingerprint of configuration, samples and start weights; another one cannot be resumed
     * @param standing what a watched stage has come to
     */
    record State(int stage, int epoch, String fingerprint, Standing standing) {

        /** A stage that is about to begin. */
        State(int stage, String fingerprint) {
            this(stage, 0, fingerprint, Standing.START);
        }
    }

    private final Path folder;

    Checkpoints(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /**
     * The last state of a training that was saved whole, or its very start. Another training's
     * checkpoints may be hours of work: they are neither used nor overwritten.
     *
     * @throws OtherTrainingException if the folder holds another training's checkpoints
     */
    State last(String fingerprint) throws IOException {
        Path file = folder.resolve(STATE);
        if (!Files.exists(file)) {
            return new State(0, fingerprint);
        }
        return saved(file)
                .filter(state -> fingerprint.equals(state.fingerprint()))
                .orElseThrow(() -> new OtherTrainingException(folder));
    }

    /** Empty where the file is damaged or another version wrote it. */
    private static Optional<State> saved(Path file) throws IOException {
        try {
            return Optional.ofNullable(JSON.readValue(Files.readString(file), State.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    String prefix(State state) {
        return folder.resolve("stage%d-epoch%d".formatted(state.stage(), state.epoch()))
                .toAbsolutePath()
                .toString();
    }

    /** The weights with which a state's stage began; before the first, those that were given. */
    Weights startOf(State state, Weights given) throws IOException {
        return state.stage() == 0 ? given : WeightsFile.read(startFile(state));
    }

    private Path startFile(State state) {
        return folder.resolve("stage%d-start.weights".formatted(state.stage()));
    }

    /** Where a watched stage keeps the best weights that it had. */
    Path bestFile(int stage) {
        return folder.resolve("best-of-stage%d.weights".formatted(stage));
    }

    /** A stage begins. */
    void begin(State state, Weights weights) throws IOException {
        WeightsFile.write(startFile(state), weights);
        replaceState(state);
    }

    void save(State state, TrainingGraph graph) throws IOException {
        graph.save(prefix(state));
        replaceState(state);
    }

    private void replaceState(State state) throws IOException {
        Path aside = folder.resolve(STATE + ".part");
        Files.writeString(aside, JSON.writeValueAsString(state));
        Files.move(
                aside,
                folder.resolve(STATE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        String kept = Path.of(prefix(state)).getFileName() + ".";
        deleteAllBut(startFile(state), kept);
    }

    private void deleteAllBut(Path start, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> old =
                    files.filter(file -> file.getFileName().toString().startsWith("stage"))
                            .filter(file -> !file.equals(start))
                            .filter(file -> !file.getFileName().toString().startsWith(prefix))
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
}
