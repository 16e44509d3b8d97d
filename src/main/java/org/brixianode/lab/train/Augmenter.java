package org.brixianode.lab.train;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.brixianode.study.Affine;

/** Augments samples; the same random source gives the same result. */
final class Augmenter {

    private static final int ZONES_PER_SIDE = 3;

    /** Sides of cutouts, as shares of the image's. */
    private static final double LEAST_CUTOUT = 1 / 24.0;

    private static final double CUTOUT_RANGE = 0.1;

    private final AugmentationConfig config;
    private final int side;
    private final int textureSide;
    private final int wholeSide;

    /**
     * @param side of images and masks
     * @param textureSide of texture maps
     * @param wholeSide of full-size images
     */
    Augmenter(AugmentationConfig config, int side, int textureSide, int wholeSide) {
        this.config = config;
        this.side = side;
        this.textureSide = textureSide;
        this.wholeSide = wholeSide;
    }

    Sample augment(Sample sample, SplittableRandom random) {
        Sample flipped = random.nextDouble() < config.flipProbability() ? flip(sample) : sample;
        Affine toSample = movement(random);
        Distortion distortion =
                random.nextDouble() < config.distortionProbability()
                        ? Distortion.draw(random)
                        : Distortion.NONE;
        float[] image = Warp.apply(flipped.image(), side, toSample, distortion);
        Optional<Sample.Lungs> lungs =
                flipped.lungs().map(known -> moved(known, toSample, distortion));
        // The same changes for both sizes of the image.
        long seed = random.nextLong();
        changeGrey(image, side, new SplittableRandom(seed));
        float[] whole = flipped.whole();
        if (whole.length > 0) {
            whole = Warp.apply(whole, wholeSide, toSample, distortion);
            changeGrey(whole, wholeSide, new SplittableRandom(seed));
        }
        return new Sample(
                sample.name(),
                image,
                each(flipped.textures(), map -> Warp.apply(map, textureSide, toSample, distortion)),
                whole,
                lungs,
                flipped.scores());
    }

    private static float[][] each(float[][] maps, UnaryOperator<float[]> change) {
        return Stream.of(maps).map(change).toArray(float[][]::new);
    }

    /** A distortion changes the mask; the alignment follows the movement only. */
    private Sample.Lungs moved(Sample.Lungs known, Affine toSample, Distortion distortion) {
        return known.changed(
                mask -> Warp.apply(mask, side, toSample, distortion),
                toSample.inverse().after(known.alignment()));
    }

    private Sample flip(Sample sample) {
        float[][] scores = new float[sample.scores().length][];
        for (int zone = 0; zone < scores.length; zone++) {
            scores[zone] = sample.scores()[(zone + ZONES_PER_SIDE) % scores.length];
        }
        return new Sample(
                sample.name(),
                Warp.mirrored(sample.image(), side),
                each(sample.textures(), map -> Warp.mirrored(map, textureSide)),
                sample.whole().length == 0
                        ? sample.whole()
                        : Warp.mirrored(sample.whole(), wholeSide),
                sample.lungs()
                        .map(
                                lungs ->
                                        lungs.changed(
                                                mask -> Warp.mirrored(mask, side),
                                                mirrored(lungs.alignment()))),
                scores);
    }

    /** The alignment of the mirrored image: mirror, align, mirror. */
    private static Affine mirrored(Affine map) {
        return new Affine(map.a(), -map.b(), -map.c(), -map.d(), map.e(), map.f());
    }

    private Affine movement(SplittableRandom random) {
        return movement(
                random, config.rotationDegrees(), config.scaleFraction(), config.shiftFraction());
    }

    /** A random affine movement. */
    static Affine movement(
            SplittableRandom random, double degrees, double scaleFraction, double shiftFraction) {
        double angle = Math.toRadians(symmetric(random, degrees));
        double scale = 1 + symmetric(random, scaleFraction);
        double stretch = 1 + symmetric(random, scaleFraction / 2);
        double sx = scale * stretch;
        double sy = scale / stretch;
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        return new Affine(
                cos * sx,
                -sin * sy,
                symmetric(random, 2 * shiftFraction),
                sin * sx,
                cos * sy,
                symmetric(random, 2 * shiftFraction));
    }

    /**
     * Grey values and cutouts, equal for the same random source at any size, and noise and blur,
     * which depend on the size.
     */
    private void changeGrey(float[] image, int imageSide, SplittableRandom random) {
        double gamma = Math.exp(symmetric(random, Math.log1p(config.gammaFraction())));
        double contrast = 1 + symmetric(random, config.contrastFraction());
        double brightness = symmetric(random, config.brightness());
        double noise = config.noise() * random.nextDouble();
        if (random.nextDouble() < config.blurProbability()) {
            blurLines(image, imageSide, 1, imageSide);
            blurLines(image, imageSide, imageSide, 1);
        }
        SplittableRandom cutouts = random.split();
        for (int i = 0; i < image.length; i++) {
            double grey = Math.pow(Math.max(image[i], 0), gamma);
            grey = (grey - 0.5) * contrast + 0.5 + brightness;
            if (noise > 0) {
                grey += noise * triangular(random);
            }
            image[i] = (float) Math.min(1, Math.max(0, grey));
        }
        cutOut(image, imageSide, cutouts);
    }

    /** Fills small rectangles with grey, so that no single position is relied on. */
    private void cutOut(float[] image, int imageSide, SplittableRandom random) {
        int count = config.cutouts() == 0 ? 0 : random.nextInt(config.cutouts() + 1);
        for (int i = 0; i < count; i++) {
            double width = LEAST_CUTOUT + CUTOUT_RANGE * random.nextDouble();
            double height = LEAST_CUTOUT + CUTOUT_RANGE * random.nextDouble();
            int left = (int) (imageSide * (1 - width) * random.nextDouble());
            int top = (int) (imageSide * (1 - height) * random.nextDouble());
            float grey = (float) random.nextDouble();
            for (int y = top; y < top + (int) (height * imageSide); y++) {
                int from = y * imageSide + left;
                Arrays.fill(image, from, from + (int) (width * imageSide), grey);
            }
        }
    }

    /** Standard deviation 1, bounded. */
    private static double triangular(SplittableRandom random) {
        double first = random.nextDouble();
        return (first - random.nextDouble()) * Math.sqrt(6);
    }

    /** A binomial 1-2-1 filter along one axis. */
    private static void blurLines(float[] image, int imageSide, int step, int lineStep) {
        for (int line = 0; line < imageSide; line++) {
            int start = line * lineStep;
            float before = image[start];
            for (int i = 1; i < imageSide - 1; i++) {
                int at = start + i * step;
                float here = image[at];
                image[at] = (before + 2 * here + image[at + step]) / 4;
                before = here;
            }
        }
    }

    private static double symmetric(SplittableRandom random, double limit) {
        return (2 * random.nextDouble() - 1) * limit;
    }
}
