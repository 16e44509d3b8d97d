package org.brixianode.lab.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.brixianode.network.Weights;

/** Decides when a stage ends, and with which weights. */
interface EarlyStopping extends AutoCloseable {

    /** No early stopping: a stage ends as planned, with its last weights. */
    EarlyStopping NONE =
            new EarlyStopping() {
                @Override
                public void evaluate(int epoch, Supplier<Weights> weights) {}

                @Override
                public boolean isOver(int epoch) {
                    return false;
                }

                @Override
                public Weights best(Weights last) {
                    return last;
                }

                @Override
                public ValidationProgress progress() {
                    return ValidationProgress.START;
                }

                @Override
                public void close() {}
            };

    /** Measures the weights after an epoch and keeps the best. */
    void evaluate(int epoch, Supplier<Weights> weights) throws IOException;

    /** Whether the evaluation after an epoch ends the stage. */
    boolean isOver(int epoch);

    /** The stage's final weights. */
    Weights best(Weights last) throws IOException;

    ValidationProgress progress();

    @Override
    void close();

    /** Early stopping on a validation set; the best weights so far are in a file. */
    final class OnValidationSet implements EarlyStopping {

        private final EarlyStop rule;
        private final ValidationSet images;
        private final Path bestFile;
        private ValidationProgress progress;

        /**
         * @param progress of an interrupted stage
         */
        OnValidationSet(
                EarlyStop rule, ValidationSet images, Path bestFile, ValidationProgress progress) {
            this.rule = rule;
            this.images = images;
            this.bestFile = bestFile;
            this.progress = progress;
        }

        @Override
        public void evaluate(int epoch, Supplier<Weights> weights) throws IOException {
            Weights now = weights.get();
            progress = progress.after(epoch, images.loss(now), rule);
            if (progress.bestEpoch() == epoch) {
                WeightsFile.write(bestFile, now);
            }
        }

        @Override
        public boolean isOver(int epoch) {
            return progress.isOver(epoch, rule);
        }

        @Override
        public Weights best(Weights last) throws IOException {
            return progress.bestEpoch() == 0 ? last : WeightsFile.read(bestFile);
        }

        @Override
        public ValidationProgress progress() {
            return progress;
        }

        @Override
        public void close() {
            images.close();
        }
    }
}
