package org.brixianode.lab.evaluate;

import java.util.Optional;
import org.brixianode.model.Calibration;
import org.brixianode.model.ModelCard;

/**
 * A trained model's calibration.
 *
 * @param calibration how its probabilities become those that are told
 * @param origin where that comes from, for its card
 */
public record FittedCalibration(Calibration calibration, String origin) {

    /** Of networks that are about to be measured. */
    public static final FittedCalibration NONE = new FittedCalibration(Calibration.NONE, "none");

    /**
     * Fitted to images that nobody has seen; where these are too few, that of the model before.
     *
     * @param unseen what the networks say without a calibration of images that neither they nor the
     *     model before learned from
     * @param which these images are, in words
     * @param before the model that was learned on from, if there was one
     */
    public static FittedCalibration of(
            Evaluation unseen, String which, Optional<ModelCard> before) {
        int images = unseen.cases().size();
        if (images >= CalibrationFit.LEAST_IMAGES) {
            return new FittedCalibration(
                    CalibrationFit.of(unseen.cases()), "fitted to %d %s".formatted(images, which));
        }
        String reason =
                "%d %s are fewer than the %d that a fit needs"
                        .formatted(images, which, CalibrationFit.LEAST_IMAGES);
        return before.map(
                        card ->
                                new FittedCalibration(
                                        card.calibration(),
                                        "kept from %s %s: %s"
                                                .formatted(card.id(), card.version(), reason)))
                .orElseGet(() -> new FittedCalibration(Calibration.NONE, "none: " + reason));
    }
}
