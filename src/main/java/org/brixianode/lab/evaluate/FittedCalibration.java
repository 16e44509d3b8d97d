package org.brixianode.lab.evaluate;

import java.util.List;
import java.util.Optional;
import org.brixianode.model.Calibration;
import org.brixianode.model.ModelCard;

/**
 * A trained model's calibration.
 *
 * @param calibration of its probabilities
 * @param origin origin of the calibration, for the card
 */
public record FittedCalibration(Calibration calibration, String origin) {

    /** For networks that are about to be measured. */
    public static final FittedCalibration NONE = new FittedCalibration(Calibration.NONE, "none");

    /**
     * Fitted to unseen images; if these are too few, the earlier model's, without its interval:
     * that was fitted to the errors of other networks, and says nothing about these.
     *
     * <p>The interval is fitted to the same images, each calibrated by a fit to the other parts.
     *
     * @param parts uncalibrated predictions for images that neither the networks nor the earlier
     *     model were trained on
     * @param decision how scores follow from probabilities
     * @param which description of these images
     * @param before the model that was fine-tuned, if any
     */
    public static FittedCalibration of(
            List<Evaluation> parts,
            String which,
            ModelCard.Decision decision,
            Optional<ModelCard> before) {
        Evaluation unseen = Evaluation.joined(parts);
        int images = unseen.cases().size();
        if (images >= CalibrationFit.LEAST_IMAGES) {
            Calibration fitted = CalibrationFit.of(unseen.cases());
            List<Evaluation> crossed =
                    CalibrationFit.crossFitted(parts, decision, Calibration.NONE);
            return new FittedCalibration(
                    IntervalFit.of(Evaluation.joined(crossed).cases())
                            .map(fitted::with)
                            .orElse(fitted),
                    "fitted to %d %s".formatted(images, which));
        }
        String reason =
                "%d %s are fewer than the %d that a fit needs"
                        .formatted(images, which, CalibrationFit.LEAST_IMAGES);
        return before.map(card -> keptFrom(card, reason))
                .orElseGet(() -> new FittedCalibration(Calibration.NONE, "none: " + reason));
    }

    private static FittedCalibration keptFrom(ModelCard card, String reason) {
        Calibration kept = card.calibration().withoutInterval();
        String without = kept.equals(card.calibration()) ? "" : " without its interval";
        return new FittedCalibration(
                kept,
                "kept from %s %s%s: %s".formatted(card.id(), card.version(), without, reason));
    }
}
