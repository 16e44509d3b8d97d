package org.brixianode.lab.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.brixianode.network.Weights;

/** Decides when a stage has learned enough. */
interface Watch extends AutoCloseable {

    /** Lets a stage run to the end of its plan and takes its last weights. */
    Watch NONE =
            new Watch() {
                @Override
                public void look(int epoch, Supplier<Weights> weights) {}

                @Override
                public boolean over(int epoch) {
                    return false;
                }

                @Override
                public Weights best(Weights last) {
                    return last;
                }

                @Override
                public Standing standing() {
                    return Standing.START;
                }

                @Override
                public void close() {}
            };

    /** After an epoch: measures the weights and remembers the best. */
    void look(int epoch, Supplier<Weights> weights) throws IOException;

    /** Whether the look after an epoch ends the stage. */
    boolean over(int epoch);

    /** The weights that the stage ends with. */
    Weights best(Weights last) throws IOException;

    Standing standing();

    @Override
    void close();

    /** Looks at images that are not learned from; the best weights so far lie in a file. */
    final class OnImages implements Watch {

        private final EarlyStop rule;
        private final ValidationSet images;
        private final Path bestFile;
        private Standing standing;

        /**
         * @param standing what an interrupted stage had come to
         */
        OnImages(EarlyStop rule, ValidationSet images, Path bestFile, Standing standing) {
            this.rule = rule;
            this.images = images;
            this.bestFile = bestFile;
            this.standing = standing;
        }

        @Override
        public void look(int epoch, Supplier<Weights> weights) throws IOException {
            Weights now = weights.get();
            standing = standing.after(epoch, images.loss(now), rule);
            if (standing.bestEpoch() == epoch) {
                WeightsFile.write(bestFile, now);
            }
        }

        @Override
        public boolean over(int epoch) {
            return standing.over(epoch, rule);
        }

        @Override
        public Weights best(Weights last) throws IOException {
            return standing.bestEpoch() == 0 ? last : WeightsFile.read(bestFile);
        }

        @Override
        public Standing standing() {
            return standing;
        }

        @Override
        public void close() {
            images.close();
        }
    }
}
