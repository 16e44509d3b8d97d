package org.brixianode.report.capture;

import java.util.Arrays;
import org.brixianode.study.Raster;

/**
 * Scales a raster row by row with a cubic kernel (Keys, a = -1/2), widened when shrinking so that
 * fine structure does not alias. Holds one row only, never a second full-size image.
 */
final class Resampler {

    private static final double SUPPORT = 2;

    /**
     * Which source samples make up each target sample, and with what weight.
     *
     * @param first source sample of the first weight; may lie outside the source
     * @param weights for each target sample, without zeros at either end
     */
    private record Axis(int[] first, float[][] weights) {

        static Axis of(int source, int target) {
            double scale = (double) source / target;
            double widen = Math.max(1, scale);
            int[] first = new int[target];
            float[][] weights = new float[target][];
            for (int i = 0; i < target; i++) {
                double centre = (i + .5) * scale - .5;
                int from = (int) Math.ceil(centre - SUPPORT * widen);
                int to = (int) Math.floor(centre + SUPPORT * widen);
                while (from < to && kernel((from - centre) / widen) == 0) {
                    from++;
                }
                while (from < to && kernel((to - centre) / widen) == 0) {
                    to--;
                }
                first[i] = from;
                weights[i] = weights(from, to, centre, widen);
            }
            return new Axis(first, weights);
        }

        private static float[] weights(int first, int last, double centre, double widen) {
            float[] weights = new float[last - first + 1];
            double sum = 0;
            for (int k = 0; k < weights.length; k++) {
                double weight = kernel((first + k - centre) / widen);
                weights[k] = (float) weight;
                sum += weight;
            }
            for (int k = 0; k < weights.length; k++) {
                weights[k] /= (float) sum;
            }
            return weights;
        }

        private static double kernel(double distance) {
            double d = Math.abs(distance);
            if (d < 1) {
                return (1.5 * d - 2.5) * d * d + 1;
            }
            return d < SUPPORT ? ((-.5 * d + 2.5) * d - 4) * d + 2 : 0;
        }

        /** Samples that the weights reach beyond either end of the source. */
        int reach(int source) {
            int before = -first[0];
            int end = first[first.length - 1] + weights[weights.length - 1].length;
            return Math.max(0, Math.max(before, end - source));
        }
    }

    private final Raster source;
    private final Axis columns;
    private final Axis rows;
    private final int reach;

    /** A row of the target's height and the source's width, its ends repeated on either side. */
    private final float[] line;

    Resampler(Raster source, int widthPx, int heightPx) {
        this.source = source;
        this.columns = Axis.of(source.widthPx(), widthPx);
        this.rows = Axis.of(source.heightPx(), heightPx);
        this.reach = columns.reach(source.widthPx());
        this.line = new float[source.widthPx() + 2 * reach];
    }

    /** Computes one target row. */
    void row(int y, float[] target) {
        lower(y);
        Arrays.fill(line, 0, reach, line[reach]);
        int end = reach + source.widthPx();
        Arrays.fill(line, end, line.length, line[end - 1]);
        for (int x = 0; x < target.length; x++) {
            float[] weights = columns.weights()[x];
            int from = columns.first()[x] + reach;
            float sum = 0;
            for (int k = 0; k < weights.length; k++) {
                sum += weights[k] * line[from + k];
            }
            target[x] = sum;
        }
    }

    /**
     * Sums source rows, at full width: each reads on and writes on, which the processor does fast.
     */
    private void lower(int y) {
        int width = source.widthPx();
        float[] values = source.values();
        float[] weights = rows.weights()[y];
        Arrays.fill(line, 0);
        for (int k = 0; k < weights.length; k++) {
            int row = Math.min(Math.max(rows.first()[y] + k, 0), source.heightPx() - 1) * width;
            float weight = weights[k];
            for (int x = 0; x < width; x++) {
                line[reach + x] += weight * values[row + x];
            }
        }
    }
}
