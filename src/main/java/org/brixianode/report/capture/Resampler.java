package org.brixianode.report.capture;

import java.util.Arrays;
import org.brixianode.study.Raster;

/**
 * Scales a raster row by row with a cubic kernel (Keys, a = -1/2), widened when shrinking so that
 * fine structure does not alias. Holds a few rows only, never a second full-size image.
 */
final class Resampler {

    private static final double SUPPORT = 2;

    /** Which source samples make up each target sample, and with what weight. */
    private record Axis(int[] first, float[][] weights) {

        static Axis of(int source, int target) {
            double scale = (double) source / target;
            double widen = Math.max(1, scale);
            int[] first = new int[target];
            float[][] weights = new float[target][];
            for (int i = 0; i < target; i++) {
                double centre = (i + .5) * scale - .5;
                first[i] = (int) Math.ceil(centre - SUPPORT * widen);
                int last = (int) Math.floor(centre + SUPPORT * widen);
                weights[i] = weights(first[i], last, centre, widen);
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
    }

    private final Raster source;
    private final Axis columns;
    private final Axis rows;

    /** Source rows already narrowed to the target width, by source row modulo their number. */
    private final float[][] narrowed;

    private final int[] narrowedRow;

    Resampler(Raster source, int widthPx, int heightPx) {
        this.source = source;
        this.columns = Axis.of(source.widthPx(), widthPx);
        this.rows = Axis.of(source.heightPx(), heightPx);
        int kept = 1;
        for (float[] weights : rows.weights()) {
            kept = Math.max(kept, weights.length);
        }
        narrowed = new float[kept][widthPx];
        narrowedRow = new int[kept];
        Arrays.fill(narrowedRow, -1);
    }

    /** Computes one target row; rows are to be asked for from the top down. */
    void row(int y, float[] target) {
        Arrays.fill(target, 0);
        float[] weights = rows.weights()[y];
        for (int k = 0; k < weights.length; k++) {
            int sourceY = clamp(rows.first()[y] + k, source.heightPx());
            float[] line = narrowedLine(sourceY);
            float weight = weights[k];
            for (int x = 0; x < target.length; x++) {
                target[x] += weight * line[x];
            }
        }
    }

    private float[] narrowedLine(int sourceY) {
        int slot = sourceY % narrowed.length;
        if (narrowedRow[slot] != sourceY) {
            narrow(sourceY, narrowed[slot]);
            narrowedRow[slot] = sourceY;
        }
        return narrowed[slot];
    }

    private void narrow(int sourceY, float[] line) {
        float[] values = source.values();
        int offset = sourceY * source.widthPx();
        int width = source.widthPx();
        float[][] weightsOf = columns.weights();
        int[] firsts = columns.first();
        for (int x = 0; x < line.length; x++) {
            float[] weights = weightsOf[x];
            int first = firsts[x];
            float sum = 0;
            if (first >= 0 && first + weights.length <= width) {
                for (int k = 0; k < weights.length; k++) {
                    sum += weights[k] * values[offset + first + k];
                }
            } else {
                for (int k = 0; k < weights.length; k++) {
                    sum += weights[k] * values[offset + clamp(first + k, width)];
                }
            }
            line[x] = sum;
        }
    }

    private static int clamp(int i, int size) {
        return Math.min(Math.max(i, 0), size - 1);
    }
}
