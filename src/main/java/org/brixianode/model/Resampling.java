package org.brixianode.model;

import org.brixianode.study.Raster;

/** Changes of a raster's size; pixels are squares with their centres at half. */
public final class Resampling {

    /** One new pixel along an axis: a run of old pixels and their weights, which add up to 1. */
    private record Tap(int first, float[] weights) {}

    /** Between the two nearest pixels along each axis, also when the image is reduced. */
    public static Raster bilinear(Raster source, int widthPx, int heightPx) {
        return separable(
                source,
                bilinearTaps(source.widthPx(), widthPx),
                bilinearTaps(source.heightPx(), heightPx));
    }

    /** The mean over the covered area along a reduced axis, bilinear along an enlarged one. */
    public static Raster area(Raster source, int widthPx, int heightPx) {
        return separable(
                source, areaTaps(source.widthPx(), widthPx), areaTaps(source.heightPx(), heightPx));
    }

    private static Raster separable(Raster source, Tap[] columns, Tap[] rows) {
        float[] narrowed = new float[columns.length * source.heightPx()];
        for (int y = 0; y < source.heightPx(); y++) {
            for (int x = 0; x < columns.length; x++) {
                Tap tap = columns[x];
                int from = y * source.widthPx() + tap.first();
                narrowed[y * columns.length + x] = sum(source.values(), from, 1, tap.weights());
            }
        }
        float[] result = new float[columns.length * rows.length];
        for (int y = 0; y < rows.length; y++) {
            Tap tap = rows[y];
            for (int x = 0; x < columns.length; x++) {
                int from = tap.first() * columns.length + x;
                result[y * columns.length + x] = sum(narrowed, from, columns.length, tap.weights());
            }
        }
        return new Raster(columns.length, rows.length, result);
    }

    private static float sum(float[] values, int from, int step, float[] weights) {
        float sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * values[from + i * step];
        }
        return sum;
    }

    private static Tap[] bilinearTaps(int from, int to) {
        Tap[] taps = new Tap[to];
        double scale = (double) from / to;
        for (int i = 0; i < to; i++) {
            double centre = Math.min(from - 1.0, Math.max(0, (i + 0.5) * scale - 0.5));
            int low = (int) centre;
            float high = (float) (centre - low);
            taps[i] =
                    low + 1 < from
                            ? new Tap(low, new float[] {1 - high, high})
                            : new Tap(low, new float[] {1});
        }
        return taps;
    }

    private static Tap[] areaTaps(int from, int to) {
        if (to >= from) {
            return bilinearTaps(from, to);
        }
        Tap[] taps = new Tap[to];
        double scale = (double) from / to;
        for (int i = 0; i < to; i++) {
            double start = i * scale;
            double end = Math.min(from, (i + 1) * scale);
            int first = (int) start;
            int last = Math.min(from - 1, (int) Math.ceil(end) - 1);
            float[] weights = new float[last - first + 1];
            for (int pixel = first; pixel <= last; pixel++) {
                double covered = Math.min(end, pixel + 1) - Math.max(start, pixel);
                weights[pixel - first] = (float) (covered / (end - start));
            }
            taps[i] = new Tap(first, weights);
        }
        return taps;
    }

    private Resampling() {}
}
