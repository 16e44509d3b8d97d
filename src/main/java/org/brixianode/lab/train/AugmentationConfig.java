package org.brixianode.lab.train;

/**
 * Limits of the augmentation; each amount is drawn for each image and epoch.
 *
 * @param flipProbability probability of a horizontal flip, zones included
 * @param rotationDegrees largest rotation to either side
 * @param shiftFraction largest shift along each axis, of the image's side
 * @param scaleFraction largest change of size, partly independent for each axis
 * @param distortionProbability probability of one of the distortions: elastic, grid, optical
 * @param contrastFraction largest change of contrast about mid-grey
 * @param brightness largest shift of grey
 * @param gammaFraction largest change of gamma, up or down
 * @param noise largest standard deviation of added noise
 * @param blurProbability probability of a 3x3 blur
 * @param cutouts largest number of small rectangles that are greyed out
 */
public record AugmentationConfig(
        double flipProbability,
        double rotationDegrees,
        double shiftFraction,
        double scaleFraction,
        double distortionProbability,
        double contrastFraction,
        double brightness,
        double gammaFraction,
        double noise,
        double blurProbability,
        int cutouts) {

    /** Augmentation of the heads; see docs/lab/training-and-bundled-model.md. */
    public static final AugmentationConfig DEFAULT =
            new AugmentationConfig(0.5, 12, 0.1, 0.15, 0.5, 0.2, 0.08, 0.3, 0.04, 0.3, 4);

    /** Augmentation that keeps fine texture: no distortion, noise, blur or cutouts. */
    public static final AugmentationConfig SHARP =
            new AugmentationConfig(0.5, 10, 0, 0.1, 0, 0.2, 0.08, 0.3, 0, 0, 0);

    /** Geometric augmentation only, as published for the alignment. */
    public static final AugmentationConfig MOVED =
            new AugmentationConfig(0.5, 25, 0.15, 0.15, 0.5, 0, 0, 0, 0, 0, 0);
}
