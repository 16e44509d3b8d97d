package org.brixianode.bsnet.ensemble;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import org.brixianode.bsnet.BsNetModel;
import org.brixianode.bsnet.ModelCard;
import org.brixianode.bsnet.ModelWriter;
import org.brixianode.bsnet.Sessions;
import org.brixianode.bsnet.Weights;
import org.brixianode.bsnet.data.Annotation;
import org.brixianode.bsnet.data.Folds;
import org.brixianode.bsnet.data.InvalidDataException;
import org.brixianode.bsnet.data.PictureReader;
import org.brixianode.bsnet.evaluate.Evaluation;
import org.brixianode.bsnet.evaluate.Evaluator;

/**
 * One training for each fold, which learns from all the other folds and is measured on its own.
 * What is complete is not trained again, so that the folds may be trained by several processes and
 * put together by the last.
 */
public final class CrossValidation {

    private final MemberTraining training;
    private final Folds folds;
    private final PictureReader reader;
    private final Path folder;

    /**
     * @param folder where checkpoints and finished networks are kept
     */
    public CrossValidation(
            MemberTraining training, Folds folds, PictureReader reader, Path folder) {
        this.training = training;
        this.folds = folds;
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

    /**
     * What a fold's networks together say of the fold.
     *
     * @param card of these networks alone
     * @param measured hears how many images are done
     */
    public Evaluation measure(int fold, List<Weights> members, ModelCard card, IntConsumer measured)
            throws IOException, InvalidDataException {
        Path alone = folder(fold).resolve("model");
        ModelWriter.write(alone, members, card);
        List<Annotation> keptOut = folds.in(fold);
        try (BsNetModel model = BsNetModel.load(alone, Sessions.standard())) {
            return new Evaluator(model, reader).run(keptOut, measured);
        }
    }
}
