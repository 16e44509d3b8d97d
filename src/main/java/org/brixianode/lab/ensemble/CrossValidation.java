package org.brixianode.lab.ensemble;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.data.Folds;
import org.brixianode.lab.data.InvalidDataException;
import org.brixianode.lab.data.PictureReader;
import org.brixianode.lab.evaluate.Evaluation;
import org.brixianode.model.ModelCard;
import org.brixianode.network.Weights;

/**
 * One training for each fold, on all other folds, measured on the unseen images of its own fold.
 * Completed folds are not trained again, so that several processes may train folds and the last one
 * joins them.
 */
public final class CrossValidation {

    private final MemberTraining training;
    private final Folds folds;
    private final PictureReader reader;
    private final Path folder;
    private final SeenImages before;

    /**
     * @param before images that the start model has seen
     * @param folder where checkpoints and finished networks are kept
     */
    public CrossValidation(
            MemberTraining training,
            Folds folds,
            SeenImages before,
            PictureReader reader,
            Path folder) {
        this.training = training;
        this.folds = folds;
        this.before = before;
        this.reader = reader;
        this.folder = folder;
    }

    private Path folder(int fold) {
        return folder.resolve("fold" + (fold + 1));
    }

    /**
     * The networks that are trained without a fold; completed ones are not trained again.
     *
     * @param fold from 0
     * @param start weights to start from, empty for none
     * @throws InvalidDataException listing every picture that cannot be read
     */
    public List<Weights> members(int fold, Weights start)
            throws IOException, InterruptedException, InvalidDataException {
        return training.train(folds.outside(fold), folder(fold), start);
    }

    /** The images of a fold that neither its networks nor their start weights have seen. */
    public List<Annotation> unseen(int fold) {
        return before.unseen(folds.in(fold));
    }

    /**
     * The joint predictions of a fold's networks for the unseen images of the fold.
     *
     * @param card of these networks alone
     * @param measured receives the number of completed images
     */
    public Evaluation measure(int fold, List<Weights> members, ModelCard card, IntConsumer measured)
            throws IOException, InvalidDataException {
        return new Measurement(reader, folder(fold).resolve("model"))
                .of(members, card, unseen(fold), measured);
    }
}
