package org.brixianode.lab.run;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.ensemble.SeenImages;
import org.brixianode.lab.evaluate.Evaluation;
import org.brixianode.lab.evaluate.FigureCard;
import org.brixianode.lab.train.TrainingConfig;
import org.brixianode.model.ModelCard;
import org.brixianode.network.Weights;

/**
 * What a training starts from.
 *
 * @param base the model to fine-tune
 * @param scratch start weights of a training without a base
 * @param before images that the base has seen
 */
public record TrainingJob(
        TrainingConfig config, Optional<StartModel> base, Weights scratch, SeenImages before) {

    /**
     * @param all the images of the data set
     * @throws IOException if an image cannot be read
     */
    public static TrainingJob of(
            TrainingConfig config, Optional<StartModel> base, Weights scratch, List<Annotation> all)
            throws IOException {
        SeenImages before = SeenImages.NONE;
        if (base.isPresent()) {
            before = SeenImages.of(base.get().card().training(), all);
        }
        return new TrainingJob(config, base, scratch, before);
    }

    Optional<ModelCard> baseCard() {
        return base.map(StartModel::card);
    }

    /**
     * Refuses a validation set with images that the base has seen, and warns if it may have seen
     * some.
     *
     * @throws SeenValidationException if the base has seen an image of the validation set
     */
    void checkValidationSet(List<Annotation> learned, RunListener listener)
            throws SeenValidationException {
        List<Annotation> validation = config.validationSet(learned);
        List<Annotation> seen = before.seen(validation);
        if (!seen.isEmpty()) {
            throw new SeenValidationException(
                    ("the model of --from was trained on %2$d of the %1$d images of the validation"
                                    + " set, such as %3$s, so they cannot decide when to stop. Remove"
                                    + " these images from the data, or omit --validation.")
                            .formatted(validation.size(), seen.size(), seen.get(0).name()));
        }
        if (!validation.isEmpty() && !before.isComplete()) {
            listener.warning(
                    "The model of --from does not list all of its training images, so the validation set"
                            + " may contain some. It decides when to stop, but the calibration is"
                            + " not fitted to it.");
        }
    }

    /** Reason why images of a fold are in no figure. */
    String whyNotMeasured() {
        String name = baseCard().map(card -> card.id() + " " + card.version()).orElse("");
        return before.isComplete()
                ? name + " was trained on them or on other images of their patients"
                : name + " may have been trained on them: its card does not list all its images";
    }

    /** Number of trainings: one, or one for each of the base's networks. */
    int starts() {
        return base.map(model -> model.members().size()).orElse(1);
    }

    Weights start(int index) {
        return base.map(model -> model.members().get(index % model.members().size()))
                .orElse(scratch);
    }

    /**
     * For the model's card.
     *
     * @param images number of images in the folds, including those that are not measured
     * @param folds the measured folds
     */
    Map<String, Object> figures(int images, List<Evaluation> folds) {
        int left = images - Evaluation.joined(folds).cases().size();
        return FigureCard.of(folds, left, whyNotMeasured());
    }
}
