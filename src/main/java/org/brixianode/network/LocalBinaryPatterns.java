package org.brixianode.network;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Histograms of uniform local binary patterns (Ojala et al., IEEE TPAMI 24, 2002) over squares of a
 * picture: for uniform patterns by the number of neighbours set, 0 to 8, and one bin for all
 * others.
 */
final class LocalBinaryPatterns {

    /** Number of patterns. */
    static final int COUNT = 10;

    private static final int NEIGHBOURS = 8;
    private static final int UNIFORM_CHANGES = 2;
    private static final float GREYS = 255;

    private final Ops tf;
    private final PlaneOps planes;
    private final int cells;

    /**
     * @param cells squares along a side
     */
    LocalBinaryPatterns(Ops tf, int cells) {
        this.tf = tf;
        this.planes = new PlaneOps(tf);
        this.cells = cells;
    }

    /**
     * Sign patterns: neighbours that are not darker, in 256 grey levels, because finer differences
     * are noise.
     *
     * @param x {@code [N, h, h, 1]} in 0..1
     * @return {@code [N, c, c, 10]}
     */
    Operand<TFloat32> ofSigns(Operand<TFloat32> x, int radiusPx) {
        Operand<TFloat32> greys = tf.math.floor(tf.math.mul(x, tf.constant(GREYS)));
        List<Operand<TBool>> comparisons = new ArrayList<>();
        for (Operand<TFloat32> neighbour : neighbours(greys, radiusPx)) {
            comparisons.add(tf.math.greaterEqual(neighbour, greys));
        }
        return histograms(comparisons, (int) Layers.height(x));
    }

    /**
     * Magnitude patterns: neighbours whose difference is at least the local mean difference (Guo et
     * al., IEEE TIP 19, 2010).
     *
     * @param x {@code [N, h, h, 1]} in 0..1
     * @return {@code [N, c, c, 10]}
     */
    Operand<TFloat32> ofContrasts(Operand<TFloat32> x, int radiusPx) {
        List<Operand<TFloat32>> contrasts = new ArrayList<>();
        for (Operand<TFloat32> neighbour : neighbours(x, radiusPx)) {
            contrasts.add(tf.math.abs(tf.math.sub(neighbour, x)));
        }
        int side = (int) Layers.height(x);
        Operand<TFloat32> mean = tf.math.mul(tf.math.addN(contrasts), tf.constant(1f / NEIGHBOURS));
        Operand<TFloat32> localMean =
                tf.image.resizeBilinear(
                        planes.reduced(mean, side / cells),
                        tf.array(side, side),
                        ResizeBilinear.halfPixelCenters(true));
        List<Operand<TBool>> comparisons = new ArrayList<>();
        for (Operand<TFloat32> contrast : contrasts) {
            comparisons.add(tf.math.greaterEqual(contrast, localMean));
        }
        return histograms(comparisons, side);
    }

    private List<Operand<TFloat32>> neighbours(Operand<TFloat32> x, int radiusPx) {
        int diagonal = (int) Math.round(radiusPx * Math.sqrt(0.5));
        int[][] circle = {
            {0, radiusPx}, {diagonal, diagonal}, {radiusPx, 0}, {diagonal, -diagonal},
            {0, -radiusPx}, {-diagonal, -diagonal}, {-radiusPx, 0}, {-diagonal, diagonal}
        };
        int side = (int) Layers.height(x);
        Operand<TFloat32> padded = planes.reflected(x, radiusPx, radiusPx);
        List<Operand<TFloat32>> neighbours = new ArrayList<>();
        for (int[] at : circle) {
            neighbours.add(planes.cut(padded, side, radiusPx + at[0], radiusPx + at[1]));
        }
        return neighbours;
    }

    /** Combines the comparisons into a code and looks up its pattern. */
    private Operand<TFloat32> histograms(List<Operand<TBool>> comparisons, int side) {
        List<Operand<TFloat32>> bits = new ArrayList<>();
        for (int i = 0; i < NEIGHBOURS; i++) {
            bits.add(
                    tf.math.mul(
                            tf.dtypes.cast(comparisons.get(i), TFloat32.class),
                            tf.constant((float) (1 << i))));
        }
        Operand<TInt32> numbers = tf.dtypes.cast(tf.math.addN(bits), TInt32.class);
        Operand<TInt32> found = tf.gather(tf.constant(table()), numbers, tf.constant(0));
        Operand<TFloat32> counts =
                tf.math.denseBincount(
                        planes.bySquares(found, side, cells),
                        tf.constant(COUNT),
                        tf.constant(new float[0]));
        int places = (side / cells) * (side / cells);
        return tf.reshape(
                tf.math.mul(counts, tf.constant(1f / places)), tf.array(-1, cells, cells, COUNT));
    }

    private static int[] table() {
        int[] patterns = new int[1 << NEIGHBOURS];
        for (int number = 0; number < patterns.length; number++) {
            int turned = number >> 1 | (number & 1) << (NEIGHBOURS - 1);
            boolean uniform = Integer.bitCount(number ^ turned) <= UNIFORM_CHANGES;
            patterns[number] = uniform ? Integer.bitCount(number) : COUNT - 1;
        }
        return patterns;
    }
}
