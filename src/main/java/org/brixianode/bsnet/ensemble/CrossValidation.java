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
import org.brixianode.bsnet.train.Trainer;
import org.brixianode.bsnet.train.TrainingConfig;
import org.brixianode.bsnet.train.TrainingProgress;

/**
 * One network for each fold, which learns from all the other folds and is measured on its own. A
 * network that is complete is not trained again, so that the folds may be trained by several
 * processes and put together by the last.
 */
public final class CrossValidation {

    private final TrainingConfig config;
    private final Folds folds;
    private final PictureReader reader;
    private final Path folder;
    private final TrainingProgress progress;

    /**
     * @param folder where checkpoints and finished networks are kept
     */
    public CrossValidation(
            TrainingConfig config,
            Folds folds,
            PictureReader reader,
            Path folder,
            TrainingProgress progress) {
        this.config = config;
        this.folds = folds;
        this.reader = reader;
        this.folder = folder;
        this.progress = progress;
    }

    private Path folder(int fold) {
        return folder.resolve("fold" + (fold + 1));
    }

    /**
     * The network that never saw a fold, trained where it is not complete.
     *
     * @param fold from 0
     * @throws InvalidDataException listing every picture that cannot be read
     */
    public Weights member(int fold) throws IOException, InterruptedException, InvalidDataException {
        return new Trainer(config, folds.outside(fold), reader, folder(fold), progress)
                .train(new Weights());
    }

    /**
     * What a fold's network says of the fold.
     *
     * @param card of the network alone
     * @param measured hears how many images are done
     */
    public Evaluation measure(int fold, Weights member, ModelCard card, IntConsumer measured)
            throws IOException, InvalidDataException {
        Path alone = folder(fold).resolve("model");
        ModelWriter.write(alone, List.of(member), card);
        List<Annotation> keptOut = folds.in(fold);
        try (BsNetModel model = BsNetModel.load(alone, Sessions.standard())) {
            return new Evaluator(model, reader).run(keptOut, measured);
        }
    }
}
