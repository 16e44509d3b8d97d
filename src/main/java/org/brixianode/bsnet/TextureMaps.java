package org.brixianode.bsnet;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * Measures of grey and fine texture around each place of a radiograph, by fixed formulas: nothing
 * here is learned. Local binary patterns (Ojala et al., IEEE TPAMI 24, 2002) at three scales,
 * energy of five bands, gradients, spread, and histograms of the grey values, plain and equalised.
 * A haze shows in them before a small network learns to see it: docs/adr/0004.
 */
final class TextureMaps {

    /** Side of the square that one value of a map is the mean of, in pixels of the image. */
    static final int CELL_PX = 16;

    /** Number of maps. */
    static final int CHANNELS = 65;

    private static final int NEIGHBOURS = 8;
    private static final int UNIFORM_CHANGES = 2;
    private static final int GREY_BINS = 8;
    private static final int EQUALISED_LEVELS = 32;
    private static final float CENTRE_MARGIN = 0.15f;
    private static final float LEAST_ENERGY = 1e-3f;

    /** Twice as coarse a picture, blurred by this, is as blurred as one by twice the last blur. */
    private static final double OCTAVE_SIGMA = Math.sqrt(3);

    private final Ops tf;
    private final int cells;
    private final List<Operand<TFloat32>> maps = new ArrayList<>();

    private TextureMaps(Ops tf, int cells) {
        this.tf = tf;
        this.cells = cells;
    }

    /** Side of the maps for an image of this side. */
    static int sidePx(int imageSidePx) {
        return imageSidePx / CELL_PX;
    }

    /**
     * @param image {@code [N, S, S, 1]} in 0..1
     * @return {@code [N, S / 16, S / 16, 65]}
     */
    static Operand<TFloat32> build(Ops tf, Operand<TFloat32> image) {
        return new TextureMaps(tf, sidePx((int) Layers.height(image))).build(image);
    }

    private Operand<TFloat32> build(Operand<TFloat32> image) {
        Operand<TFloat32> blur1 = blurred(image, 1);
        Operand<TFloat32> blur2 = blurred(image, 2);
        Operand<TFloat32> half2 = reduced(blur2, 2);
        Operand<TFloat32> half4 = blurred(half2, OCTAVE_SIGMA);
        Operand<TFloat32> quarter4 = reduced(half4, 2);
        Operand<TFloat32> quarter8 = blurred(quarter4, OCTAVE_SIGMA);
        Operand<TFloat32> eighth8 = reduced(quarter8, 2);
        Operand<TFloat32> eighth16 = blurred(eighth8, OCTAVE_SIGMA);

        energies(
                List.of(
                        difference(image, blur1),
                        difference(blur1, blur2),
                        difference(half2, half4),
                        difference(quarter4, quarter8)));
        add(difference(eighth8, eighth16));
        List.of(blur1, blur2, half4).forEach(this::gradient);
        binaryPatterns(image, 1);
        binaryPatterns(blur1, 2);
        binaryPatterns(half2, 2);
        spreads(image);
        greys(reduced(image, 4));
        return tf.concat(maps, tf.constant(3));
    }

    /** A map of the mean around each place. */
    private void add(Operand<TFloat32> values) {
        maps.add(reduced(values, (int) Layers.height(values) / cells));
    }

    private Operand<TFloat32> difference(Operand<TFloat32> fine, Operand<TFloat32> coarse) {
        return tf.math.abs(tf.math.sub(fine, coarse));
    }

    /** Mean strength of bands, and the mean of its logarithm over smaller squares. */
    private void energies(List<Operand<TFloat32>> bands) {
        for (Operand<TFloat32> band : bands) {
            add(band);
            Operand<TFloat32> small = reduced(band, (int) Layers.height(band) / (2 * cells));
            add(tf.math.log(tf.math.add(small, tf.constant(LEAST_ENERGY))));
        }
    }

    /** Strength of the gradient, by central differences. */
    private void gradient(Operand<TFloat32> x) {
        Operand<TFloat32> across = tf.math.sub(shifted(x, 0, 1), shifted(x, 0, -1));
        Operand<TFloat32> down = tf.math.sub(shifted(x, 1, 0), shifted(x, -1, 0));
        add(tf.math.sqrt(tf.math.add(tf.math.square(across), tf.math.square(down))));
    }

    /**
     * How often each pattern is: by the number of the eight neighbours that are not darker where
     * they are so in a row, 0 to 8, and one more for all others.
     */
    private void binaryPatterns(Operand<TFloat32> x, int radiusPx) {
        int diagonal = (int) Math.round(radiusPx * Math.sqrt(0.5));
        int[][] circle = {
            {0, radiusPx}, {diagonal, diagonal}, {radiusPx, 0}, {diagonal, -diagonal},
            {0, -radiusPx}, {-diagonal, -diagonal}, {-radiusPx, 0}, {-diagonal, diagonal}
        };
        List<Operand<TFloat32>> bits = new ArrayList<>();
        for (int[] at : circle) {
            bits.add(number(tf.math.greaterEqual(shifted(x, at[0], at[1]), x)));
        }
        List<Operand<TFloat32>> changes = new ArrayList<>();
        for (int i = 0; i < NEIGHBOURS; i++) {
            changes.add(difference(bits.get(i), bits.get((i + 1) % NEIGHBOURS)));
        }
        Operand<TFloat32> uniform =
                number(
                        tf.math.lessEqual(
                                tf.math.addN(changes), tf.constant(UNIFORM_CHANGES + 0.5f)));
        Operand<TFloat32> count = tf.math.addN(bits);
        for (int wanted = 0; wanted <= NEIGHBOURS; wanted++) {
            Operand<TFloat32> off = tf.math.abs(tf.math.sub(count, tf.constant((float) wanted)));
            Operand<TFloat32> same = number(tf.math.less(off, tf.constant(0.5f)));
            add(tf.math.mul(same, uniform));
        }
        add(tf.math.sub(tf.constant(1f), uniform));
    }

    /** Standard deviation within squares of half a cell, a cell and two. */
    private void spreads(Operand<TFloat32> image) {
        Operand<TFloat32> square = tf.math.square(image);
        int half = CELL_PX / 2;
        add(deviation(reduced(image, half), reduced(square, half)));
        Operand<TFloat32> mean = reduced(image, CELL_PX);
        Operand<TFloat32> meanSquare = reduced(square, CELL_PX);
        add(deviation(mean, meanSquare));
        add(deviation(around(mean), around(meanSquare)));
    }

    private Operand<TFloat32> deviation(Operand<TFloat32> mean, Operand<TFloat32> meanSquare) {
        Operand<TFloat32> variance = tf.math.sub(meanSquare, tf.math.square(mean));
        return tf.math.sqrt(tf.math.maximum(variance, tf.constant(0f)));
    }

    /** Grey and its square, plain and equalised, and how much of each is about each of 8 greys. */
    private void greys(Operand<TFloat32> x) {
        for (Operand<TFloat32> grey : List.of(x, equalised(x))) {
            add(grey);
            add(tf.math.square(grey));
            for (int bin = 0; bin < GREY_BINS; bin++) {
                add(near(grey, bin, GREY_BINS));
            }
        }
    }

    /** The share of the picture's middle that is darker, by linear interpolation of levels. */
    private Operand<TFloat32> equalised(Operand<TFloat32> x) {
        int side = (int) Layers.height(x);
        int margin = (int) (CENTRE_MARGIN * side);
        int inner = side - 2 * margin;
        Operand<TFloat32> middle =
                tf.slice(x, tf.array(0, margin, margin, 0), tf.array(-1, inner, inner, 1));
        List<Operand<TFloat32>> parts = new ArrayList<>();
        for (int level = 0; level < EQUALISED_LEVELS; level++) {
            float grey = level / (EQUALISED_LEVELS - 1f);
            Operand<TFloat32> darker = number(tf.math.lessEqual(middle, tf.constant(grey)));
            Operand<TFloat32> share =
                    tf.reshape(tf.math.mean(darker, tf.array(1, 2, 3)), tf.array(-1, 1, 1, 1));
            parts.add(tf.math.mul(near(x, level, EQUALISED_LEVELS), share));
        }
        return tf.math.addN(parts);
    }

    /** 1 at one of evenly spaced greys, falling to 0 at its neighbours. */
    private Operand<TFloat32> near(Operand<TFloat32> grey, int index, int count) {
        Operand<TFloat32> steps = tf.math.mul(grey, tf.constant(count - 1f));
        Operand<TFloat32> off = tf.math.abs(tf.math.sub(steps, tf.constant((float) index)));
        return tf.nn.relu(tf.math.sub(tf.constant(1f), off));
    }

    private Operand<TFloat32> number(Operand<TBool> condition) {
        return tf.dtypes.cast(condition, TFloat32.class);
    }

    /** The picture moved, its edges repeated by reflection. */
    private Operand<TFloat32> shifted(Operand<TFloat32> x, int down, int across) {
        int side = (int) Layers.height(x);
        int most = Math.max(Math.abs(down), Math.abs(across));
        Operand<TFloat32> padded = reflected(x, most, most);
        return tf.slice(
                padded, tf.array(0, most + down, most + across, 0), tf.array(-1, side, side, 1));
    }

    private Operand<TFloat32> reflected(Operand<TFloat32> x, int down, int across) {
        return tf.mirrorPad(
                x,
                tf.constant(new int[][] {{0, 0}, {down, down}, {across, across}, {0, 0}}),
                "REFLECT");
    }

    /** Gaussian blur, cut off at three standard deviations, edges reflected. */
    private Operand<TFloat32> blurred(Operand<TFloat32> x, double sigmaPx) {
        int reach = (int) Math.ceil(3 * sigmaPx);
        float[][][][] down = new float[2 * reach + 1][1][1][1];
        float[][][][] across = new float[1][2 * reach + 1][1][1];
        double sum = 0;
        for (int i = -reach; i <= reach; i++) {
            sum += Math.exp(-i * i / (2 * sigmaPx * sigmaPx));
        }
        for (int i = -reach; i <= reach; i++) {
            float weight = (float) (Math.exp(-i * i / (2 * sigmaPx * sigmaPx)) / sum);
            down[i + reach][0][0][0] = weight;
            across[0][i + reach][0][0] = weight;
        }
        return filtered(filtered(x, down, reach, 0), across, 0, reach);
    }

    private Operand<TFloat32> filtered(
            Operand<TFloat32> x, float[][][][] kernel, int down, int across) {
        return tf.nn.conv2d(
                reflected(x, down, across), constant(kernel), Layers.strides(1), "VALID");
    }

    private Operand<TFloat32> constant(float[][][][] kernel) {
        return tf.constant(kernel);
    }

    /** Means of squares of pixels. */
    private Operand<TFloat32> reduced(Operand<TFloat32> x, int factor) {
        return pooled(tf, x, factor);
    }

    /** Means of squares of pixels. */
    static Operand<TFloat32> pooled(Ops tf, Operand<TFloat32> x, int factor) {
        List<Long> size = List.of(1L, (long) factor, (long) factor, 1L);
        return factor == 1 ? x : tf.nn.avgPool(x, size, size, "VALID");
    }

    /** The mean of each value and its neighbours. */
    private Operand<TFloat32> around(Operand<TFloat32> x) {
        return tf.nn.avgPool(
                reflected(x, 1, 1), List.of(1L, 3L, 3L, 1L), Layers.strides(1), "VALID");
    }
}
