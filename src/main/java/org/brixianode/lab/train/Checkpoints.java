package org.brixianode.lab.train;

import com.fasterxml.jackson.annotation.JsonProperty;
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
 * The state of a training in a folder: the weights at the start of the current stage, TensorFlow
 * checkpoints of the stage itself, and {@code state.json}, which names the newest and is replaced
 * only when that one is complete.
 */
final class Checkpoints {

    private static final String STATE = "state.json";
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * @param stage index in the plan; the number of stages when all are done
     * @param epoch completed epochs of the stage; there is no checkpoint after 0
     * @param fingerprint of configuration, samples and start weights; another one cannot be resumed
     * @param validation progress on the validation set
     */
    record State(
            int stage,
            int epoch,
            String fingerprint,
            @JsonProperty("standing") ValidationProgress validation) {

        /** The start of a stage. */
        State(int stage, String fingerprint) {
            this(stage, 0, fingerprint, ValidationProgress.START);
        }
    }

    private final Path folder;

    Checkpoints(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /**
     * The last completely saved state of a training, or its start. Another training's checkpoints
     * are neither used nor overwritten: they may be hours of work.
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

    /** The weights at the start of a state's stage; for the first stage those given. */
    Weights startOf(State state, Weights given) throws IOException {
        return state.stage() == 0 ? given : WeightsFile.read(startFile(state));
    }

    private Path startFile(State state) {
        return folder.resolve("stage%d-start.weights".formatted(state.stage()));
    }

    /** File of the best weights of a stage with early stopping. */
    Path bestFile(int stage) {
        return folder.resolve("best-of-stage%d.weights".formatted(stage));
    }

    /** Saves the start of a stage. */
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
