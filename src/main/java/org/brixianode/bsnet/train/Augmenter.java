package org.brixianode.bsnet.train;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.brixianode.study.Affine;

/** Changes samples at random; the same random source gives the same change. */
final class Augmenter {

    private static final int ZONES_PER_SIDE = 3;

    private final AugmentationConfig config;
    private final int side;
    private final int textureSide;

    /**
     * @param side of images and masks
     * @param textureSide of texture maps
     */
    Augmenter(AugmentationConfig config, int side, int textureSide) {
        this.config = config;
        this.side = side;
        this.textureSide = textureSide;
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
        changeGrey(image, random);
        cutOut(image, random);
        return new Sample(
                sample.name(),
                image,
                each(flipped.textures(), map -> Warp.apply(map, textureSide, toSample, distortion)),
                lungs,
                flipped.scores());
    }

    private static float[][] each(float[][] maps, UnaryOperator<float[]> change) {
        return Stream.of(maps).map(change).toArray(float[][]::new);
    }

    /** A distortion bends the lungs within their box; the box itself follows the movement alone. */
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

    /** A random movement within limits. */
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

    private void changeGrey(float[] image, SplittableRandom random) {
        double gamma = Math.exp(symmetric(random, Math.log1p(config.gammaFraction())));
        double contrast = 1 + symmetric(random, config.contrastFraction());
        double brightness = symmetric(random, config.brightness());
        double noise = config.noise() * random.nextDouble();
        if (random.nextDouble() < config.blurProbability()) {
            blur(image);
        }
        for (int i = 0; i < image.length; i++) {
            double grey = Math.pow(Math.max(image[i], 0), gamma);
            grey = (grey - 0.5) * contrast + 0.5 + brightness;
            if (noise > 0) {
                grey += noise * triangular(random);
            }
            image[i] = (float) Math.min(1, Math.max(0, grey));
        }
    }

    /** Hides small places, so that no single one is relied on. */
    private void cutOut(float[] image, SplittableRandom random) {
        int count = config.cutouts() == 0 ? 0 : random.nextInt(config.cutouts() + 1);
        for (int i = 0; i < count; i++) {
            int width = side / 24 + random.nextInt(side / 10);
            int height = side / 24 + random.nextInt(side / 10);
            int left = random.nextInt(side - width);
            int top = random.nextInt(side - height);
            float grey = (float) random.nextDouble();
            for (int y = top; y < top + height; y++) {
                java.util.Arrays.fill(image, y * side + left, y * side + left + width, grey);
            }
        }
    }

    /** Standard deviation 1, bounded. */
    private static double triangular(SplittableRandom random) {
        return (random.nextDouble() - random.nextDouble()) * Math.sqrt(6);
    }

    private void blur(float[] image) {
        blurLines(image, 1, side);
        blurLines(image, side, 1);
    }

    /** A binomial 1-2-1 filter along one axis. */
    private void blurLines(float[] image, int step, int lineStep) {
        for (int line = 0; line < side; line++) {
            int start = line * lineStep;
            float before = image[start];
            for (int i = 1; i < side - 1; i++) {
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
