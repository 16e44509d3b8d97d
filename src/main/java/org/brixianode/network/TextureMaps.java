package org.brixianode.network;

import java.util.ArrayList;
import java.util.List;
import org.brixianode.model.Architecture;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Fixed maps of grey values and fine texture of a radiograph; nothing here is trained. Local binary
 * patterns (Ojala et al., IEEE TPAMI 24, 2002) at three scales and the completed ones of their
 * contrast (Guo et al., IEEE TIP 19, 2010) at two, direction and curvature (structure tensor and
 * Hessian matrix) at three, energy of five bands, gradients and spread. See docs/adr/0004.
 */
final class TextureMaps {

    /** Side of the square over which one value of a map is averaged, in pixels of the image. */
    static final int CELL_PX = Architecture.TEXTURE_CELL_PX;

    /** Number of maps. */
    static final int CHANNELS = Architecture.TEXTURE_CHANNELS;

    /** Maps of the bands' mean strength, fine to coarse. */
    static final int[] BANDS = {0, 2, 4, 6, 8};

    /** Map of the spread over three cells' width. */
    static final int WIDEST_SPREAD = CHANNELS - 1;

    private static final float LEAST_ENERGY = 1e-3f;
    private static final float LEAST_CURVATURE = 1e-4f;

    /** Blur of a half-size image that doubles its blur. */
    private static final double OCTAVE_SIGMA = Math.sqrt(3);

    private final Ops tf;
    private final int cells;
    private final PlaneOps planes;
    private final LocalBinaryPatterns patterns;
    private final List<Operand<TFloat32>> maps = new ArrayList<>();

    private TextureMaps(Ops tf, int cells) {
        this.tf = tf;
        this.cells = cells;
        this.planes = new PlaneOps(tf);
        this.patterns = new LocalBinaryPatterns(tf, cells);
    }

    /** Side of the maps for an image side. */
    static int sidePx(int imageSidePx) {
        return imageSidePx / CELL_PX;
    }

    /**
     * @param image {@code [N, S, S, 1]} in 0..1
     * @return {@code [N, S / 16, S / 16, 83]}
     */
    static Operand<TFloat32> build(Ops tf, Operand<TFloat32> image) {
        return new TextureMaps(tf, sidePx((int) Layers.height(image))).build(image);
    }

    private Operand<TFloat32> build(Operand<TFloat32> image) {
        Operand<TFloat32> blur1 = planes.blurred(image, 1);
        Operand<TFloat32> blur2 = planes.blurred(image, 2);
        Operand<TFloat32> half2 = planes.reduced(blur2, 2);
        Operand<TFloat32> half4 = planes.blurred(half2, OCTAVE_SIGMA);
        Operand<TFloat32> quarter4 = planes.reduced(half4, 2);
        Operand<TFloat32> quarter8 = planes.blurred(quarter4, OCTAVE_SIGMA);
        Operand<TFloat32> eighth8 = planes.reduced(quarter8, 2);
        Operand<TFloat32> eighth16 = planes.blurred(eighth8, OCTAVE_SIGMA);

        energies(
                List.of(
                        difference(image, blur1),
                        difference(blur1, blur2),
                        difference(half2, half4),
                        difference(quarter4, quarter8)));
        add(difference(eighth8, eighth16));
        List.of(blur1, half2, quarter4).forEach(this::shapes);
        maps.add(patterns.ofSigns(image, 1));
        maps.add(patterns.ofSigns(blur1, 2));
        maps.add(patterns.ofSigns(half2, 2));
        maps.add(patterns.ofContrasts(blur1, 2));
        maps.add(patterns.ofContrasts(half2, 2));
        spreads(image);
        return tf.concat(maps, tf.constant(3));
    }

    /** Adds a map of local means. */
    private void add(Operand<TFloat32> values) {
        maps.add(mean(values));
    }

    private Operand<TFloat32> mean(Operand<TFloat32> values) {
        return planes.reduced(values, (int) Layers.height(values) / cells);
    }

    private Operand<TFloat32> difference(Operand<TFloat32> fine, Operand<TFloat32> coarse) {
        return tf.math.abs(tf.math.sub(fine, coarse));
    }

    /** Mean strength of bands, and the mean of its logarithm over smaller squares. */
    private void energies(List<Operand<TFloat32>> bands) {
        for (Operand<TFloat32> band : bands) {
            add(band);
            Operand<TFloat32> small = planes.reduced(band, (int) Layers.height(band) / (2 * cells));
            add(tf.math.log(tf.math.add(small, tf.constant(LEAST_ENERGY))));
        }
    }

    /** Gradient, how much of it has one direction, and curvature. */
    private void shapes(Operand<TFloat32> x) {
        int side = (int) Layers.height(x);
        Operand<TFloat32> padded = planes.reflected(x, 1, 1);
        Operand<TFloat32> right = planes.cut(padded, side, 1, 2);
        Operand<TFloat32> left = planes.cut(padded, side, 1, 0);
        Operand<TFloat32> below = planes.cut(padded, side, 2, 1);
        Operand<TFloat32> above = planes.cut(padded, side, 0, 1);
        gradient(tf.math.sub(right, left), tf.math.sub(below, above));
        Operand<TFloat32> twice = tf.math.add(x, x);
        curvature(
                tf.math.sub(tf.math.add(right, left), twice),
                tf.math.sub(tf.math.add(below, above), twice),
                mixedDerivative(padded, side));
    }

    private Operand<TFloat32> mixedDerivative(Operand<TFloat32> padded, int side) {
        Operand<TFloat32> falling =
                tf.math.add(planes.cut(padded, side, 2, 2), planes.cut(padded, side, 0, 0));
        Operand<TFloat32> rising =
                tf.math.add(planes.cut(padded, side, 2, 0), planes.cut(padded, side, 0, 2));
        return tf.math.mul(tf.math.sub(falling, rising), tf.constant(0.25f));
    }

    /** Strength, and mean and mean square of the coherence of the structure tensor. */
    private void gradient(Operand<TFloat32> across, Operand<TFloat32> down) {
        Operand<TFloat32> across2 = tf.math.square(across);
        Operand<TFloat32> down2 = tf.math.square(down);
        add(tf.math.sqrt(tf.math.add(across2, down2)));
        int window = Math.min(8, (int) Layers.height(across) / cells);
        Operand<TFloat32> xx = planes.reduced(across2, window);
        Operand<TFloat32> yy = planes.reduced(down2, window);
        Operand<TFloat32> xy = planes.reduced(tf.math.mul(across, down), window);
        Operand<TFloat32> split = length(tf.math.sub(xx, yy), tf.math.mul(xy, tf.constant(2f)));
        Operand<TFloat32> coherence =
                tf.math.div(
                        split,
                        tf.math.add(
                                tf.math.add(xx, yy),
                                tf.constant(LEAST_CURVATURE * LEAST_CURVATURE)));
        add(coherence);
        add(tf.math.square(coherence));
    }

    /**
     * Logarithms of both principal curvatures' strength, the share of negative curvature, and the
     * ratio of both.
     */
    private void curvature(Operand<TFloat32> xx, Operand<TFloat32> yy, Operand<TFloat32> xy) {
        Operand<TFloat32> half = tf.constant(0.5f);
        Operand<TFloat32> middle = tf.math.mul(tf.math.add(xx, yy), half);
        Operand<TFloat32> split = length(tf.math.mul(tf.math.sub(xx, yy), half), xy);
        Operand<TFloat32> smaller = tf.math.sub(middle, split);
        Operand<TFloat32> first = tf.math.abs(tf.math.add(middle, split));
        Operand<TFloat32> second = tf.math.abs(smaller);
        Operand<TFloat32> both = tf.math.add(first, second);
        Operand<TFloat32> least = tf.constant(LEAST_CURVATURE);
        Operand<TFloat32> meanFirst = mean(first);
        Operand<TFloat32> meanSecond = mean(second);
        maps.add(tf.math.log(tf.math.add(meanFirst, least)));
        maps.add(tf.math.log(tf.math.add(meanSecond, least)));
        maps.add(
                tf.math.div(
                        mean(tf.nn.relu(tf.math.neg(smaller))),
                        tf.math.add(tf.math.add(meanFirst, meanSecond), least)));
        add(tf.math.div(first, tf.math.add(both, least)));
    }

    private Operand<TFloat32> length(Operand<TFloat32> a, Operand<TFloat32> b) {
        return tf.math.sqrt(tf.math.add(tf.math.square(a), tf.math.square(b)));
    }

    /** Standard deviation within squares of half a cell, a cell and two. */
    private void spreads(Operand<TFloat32> image) {
        Operand<TFloat32> square = tf.math.square(image);
        int half = CELL_PX / 2;
        add(deviation(planes.reduced(image, half), planes.reduced(square, half)));
        Operand<TFloat32> mean = planes.reduced(image, CELL_PX);
        Operand<TFloat32> meanSquare = planes.reduced(square, CELL_PX);
        add(deviation(mean, meanSquare));
        add(deviation(around(mean), around(meanSquare)));
    }

    private Operand<TFloat32> deviation(Operand<TFloat32> mean, Operand<TFloat32> meanSquare) {
        Operand<TFloat32> variance = tf.math.sub(meanSquare, tf.math.square(mean));
        return tf.math.sqrt(tf.math.maximum(variance, tf.constant(0f)));
    }

    /** The mean of each value and its neighbours. */
    private Operand<TFloat32> around(Operand<TFloat32> x) {
        return tf.nn.avgPool(
                planes.reflected(x, 1, 1), List.of(1L, 3L, 3L, 1L), Layers.strides(1), "VALID");
    }
}
