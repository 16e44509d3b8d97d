package org.brixianode.lab.run;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.evaluate.FittedCalibration;
import org.brixianode.lab.train.Recipe;
import org.brixianode.lab.train.TrainingConfig;
import org.brixianode.model.ModelCard;
import org.brixianode.network.ModelWriter;
import org.brixianode.study.Sha256;

/**
 * The cards of the networks that a training gives.
 *
 * @param snapshots networks that each training gives
 * @param branchStartDigest SHA-256 of the start weights of a new single-lung branch
 */
public record TrainingCard(
        TrainingJob job, ModelText text, int snapshots, Optional<String> branchStartDigest) {

    /** The loss trains the expected score, so the rounded expected score is the most accurate. */
    static final ModelCard.Decision DECISION = ModelCard.Decision.ROUNDED_MEAN;

    /**
     * Several networks gain more than the mirrored image, which costs as much as another network.
     *
     * @param learned the training images
     * @param heldOut which images were held out
     * @throws IOException if an image cannot be read
     */
    ModelCard of(
            List<Annotation> learned, String heldOut, FittedCalibration calibration, int networks)
            throws IOException {
        TrainingConfig config = job.config();
        return new ModelCard(
                text.id(),
                text.version(),
                config.architecture(),
                1,
                networks == 1 && text.flip(),
                ModelCard.PreprocessingCard.of(config.preprocessing()),
                DECISION,
                calibration.calibration(),
                List.of(),
                Map.of(),
                List.of(),
                training(learned, heldOut, calibration.origin()),
                text.licence(),
                ModelWriter.INTENDED_USE,
                Map.of());
    }

    /** Training images of this training and of the model before it. */
    private ModelCard.Training training(
            List<Annotation> learned, String heldOut, String calibration) throws IOException {
        Set<String> digests = new LinkedHashSet<>();
        for (Annotation annotation : learned) {
            digests.add(Sha256.ofFile(annotation.image()));
        }
        String name = text.data();
        boolean listed = true;
        Map<String, Object> recipe = Recipe.of(job.config());
        recipe.put("snapshots", snapshots);
        recipe.put("calibration", calibration);
        branchStartDigest.ifPresent(digest -> recipe.put("readerStartSha256", digest));
        if (job.base().isPresent()) {
            ModelCard before = job.base().get().card();
            digests.addAll(before.training().imageDigests());
            listed = before.training().imagesListed();
            name = before.training().data() + "; then " + name;
            recipe.put("from", before.id() + " " + before.version());
            recipe.put("recipeBefore", before.training().recipe());
        }
        return new ModelCard.Training(
                name, digests.size(), List.copyOf(digests), listed, heldOut, recipe);
    }
}
