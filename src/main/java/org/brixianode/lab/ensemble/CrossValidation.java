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
 * One training for each fold, which learns from all the other folds and is measured on what is new
 * to it of its own. What is complete is not trained again, so that the folds may be trained by
 * several processes and put together by the last.
 */
public final class CrossValidation {

    private final MemberTraining training;
    private final Folds folds;
    private final PictureReader reader;
    private final Path folder;
    private final PriorKnowledge before;

    /**
     * @param before what the model that the trainings start from knows of the images
     * @param folder where checkpoints and finished networks are kept
     */
    public CrossValidation(
            MemberTraining training,
            Folds folds,
            PriorKnowledge before,
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
     * The networks that never saw a fold, trained where they are not complete.
     *
     * @param fold from 0
     * @param start weights to start from, empty for none
     * @throws InvalidDataException listing every picture that cannot be read
     */
    public List<Weights> members(int fold, Weights start)
            throws IOException, InterruptedException, InvalidDataException {
        return training.train(folds.outside(fold), folder(fold), start);
    }

    /** The images of a fold that neither its networks nor those that they started from saw. */
    public List<Annotation> unseen(int fold) {
        return before.fresh(folds.in(fold));
    }

    /**
     * What a fold's networks together say of those images of the fold that are new to them.
     *
     * @param card of these networks alone
     * @param measured hears how many images are done
     */
    public Evaluation measure(int fold, List<Weights> members, ModelCard card, IntConsumer measured)
            throws IOException, InvalidDataException {
        return new Measurement(reader, folder(fold).resolve("model"))
                .of(members, card, unseen(fold), measured);
    }
}
