package org.brixianode.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.brixianode.lab.run.FoldPlan;
import picocli.CommandLine.Option;

/** Options of {@code train} for cross-validation. */
final class FoldOptions {

    @Option(
            names = "--fold",
            paramLabel = "K/N",
            description =
                    "Train one network without fold K (1..N) of N and measure it there. Without this"
                            + " option and --folds the model is trained on all images and not"
                            + " measured.")
    private Optional<FoldChoice> fold = Optional.empty();

    @Option(
            names = "--folds",
            paramLabel = "N",
            description =
                    "Train N networks, each without one fold and measured there, and join them in"
                            + " one model.")
    private Optional<Integer> foldCount = Optional.empty();

    @Option(
            names = "--only",
            paramLabel = "K",
            description =
                    "With --folds: train the network without fold K and stop, so that several"
                            + " processes can share the work; run without it to join them.")
    private Optional<Integer> only = Optional.empty();

    /**
     * @throws CommandFailure if options cannot be combined
     */
    void check() {
        if (fold.isPresent() && (foldCount.isPresent() || only.isPresent())) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--fold cannot be combined with --folds or --only");
        }
        if (only.isPresent() && foldCount.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "--only needs --folds");
        }
        int count = foldCount.orElse(2);
        if (count < 2 || only.isPresent() && (only.get() < 1 || only.get() > count)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--folds must be at least 2, and --only between 1 and --folds");
        }
    }

    /** Number of folds; empty if all images are training images. */
    Optional<Integer> count() {
        return foldCount.or(() -> fold.map(FoldChoice::count));
    }

    /** The folds to train now, and whether their networks are joined. */
    FoldPlan plan() {
        List<Integer> chosen =
                fold.map(FoldChoice::index)
                        .or(() -> only.map(k -> k - 1))
                        .map(List::of)
                        .orElseGet(() -> IntStream.range(0, count().orElse(0)).boxed().toList());
        return new FoldPlan(chosen, fold.map(FoldChoice::index), only.isPresent());
    }
}
