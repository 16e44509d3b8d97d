package org.brixianode.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.ensemble.PriorKnowledge;
import org.brixianode.lab.evaluate.Evaluation;
import org.brixianode.lab.evaluate.FigureCard;
import org.brixianode.lab.train.TrainingConfig;
import org.brixianode.model.ModelCard;
import org.brixianode.network.Weights;

/**
 * What a {@code train} command learns.
 *
 * @param base the model to learn on from
 * @param scratch what a training without a base starts from
 * @param before what that model knows of the images
 */
record TrainingJob(
        TrainingConfig config,
        Optional<LearningOptions.Base> base,
        Weights scratch,
        PriorKnowledge before) {

    static TrainingJob of(
            TrainingConfig config,
            Optional<LearningOptions.Base> base,
            Weights scratch,
            List<Annotation> all)
            throws IOException {
        PriorKnowledge before = PriorKnowledge.NONE;
        if (base.isPresent()) {
            before = PriorKnowledge.of(base.get().card().training(), all);
        }
        return new TrainingJob(config, base, scratch, before);
    }

    Optional<ModelCard> baseCard() {
        return base.map(LearningOptions.Base::card);
    }

    /**
     * What the start model knows cannot tell when a training has learned enough; what it may know
     * is told on standard error.
     *
     * @throws CommandFailure if it knows an image that would be watched
     */
    void checkWatched(List<Annotation> learned) {
        List<Annotation> watched = config.watched(learned);
        List<Annotation> known = before.known(watched);
        if (!known.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    ("of %d images that --validation would keep aside the model of --from knows"
                                    + " %d, such as %s: they cannot tell when to stop. Leave what it"
                                    + " knows out of the data, or go without --validation.")
                            .formatted(watched.size(), known.size(), known.get(0).name()));
        }
        if (!watched.isEmpty() && !before.isComplete()) {
            System.err.println(
                    "The model of --from does not list all images that it has learned from: those that"
                            + " --validation keeps aside may be among them. They decide when to"
                            + " stop, but the calibration is not fitted to them.");
        }
    }

    /** Why images of a fold are in no figure. */
    String whyNotMeasured() {
        String name = baseCard().map(card -> card.id() + " " + card.version()).orElse("");
        return before.isComplete()
                ? name + " has learned from them or from other images of their patients"
                : name + " may have learned from them: its card does not list all its images";
    }

    /** How many trainings from the start or from the base's networks. */
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
     * @param images how many the folds have, those included that are not measured
     * @param folds each as it was measured
     */
    Map<String, Object> figures(int images, List<Evaluation> folds) {
        int left = images - Evaluation.joined(folds).cases().size();
        return FigureCard.of(folds, left, whyNotMeasured());
    }
}
