package org.brixianode.lab.train;

/**
 * How far training images are changed; each amount is drawn anew for each image and epoch.
 *
 * @param flipProbability chance to exchange left and right, zones included
 * @param rotationDegrees largest rotation to either side
 * @param shiftFraction largest shift along each axis, of the image's side
 * @param scaleFraction largest change of size, each axis partly its own
 * @param distortionProbability chance of one of the distortions: elastic, grid, optical
 * @param contrastFraction largest change of contrast about mid-grey
 * @param brightness largest shift of grey
 * @param gammaFraction largest change of gamma, up or down
 * @param noise largest standard deviation of added noise
 * @param blurProbability chance of a 3x3 blur
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

    /** Changes that keep a chest a chest; see docs/adr/0004. */
    public static final AugmentationConfig DEFAULT =
            new AugmentationConfig(0.5, 12, 0.1, 0.15, 0.5, 0.2, 0.08, 0.3, 0.04, 0.3, 4);

    /** Changes that leave fine texture as it is: no bending, noise, blur or hidden places. */
    public static final AugmentationConfig SHARP =
            new AugmentationConfig(0.5, 10, 0, 0.1, 0, 0.2, 0.08, 0.3, 0, 0, 0);

    /** Movement alone, as published for the alignment. */
    public static final AugmentationConfig MOVED =
            new AugmentationConfig(0.5, 25, 0.15, 0.15, 0.5, 0, 0, 0, 0, 0, 0);
}
