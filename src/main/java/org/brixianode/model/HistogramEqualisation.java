package org.brixianode.model;

/**
 * Histogram equalisation as in the published code's preparation of the public set, itself that of
 * the Python Imaging Library with 4096 instead of 256 bins; whole-number divisions throughout.
 */
public final class HistogramEqualisation {

    private static final int BINS = 4096;

    /**
     * @param grey values in 0..1
     * @return values in 0..1, the greatest 1
     */
    public static float[] apply(float[] grey) {
        int[] bins = new int[grey.length];
        int[] histogram = new int[BINS];
        for (int i = 0; i < grey.length; i++) {
            bins[i] = Math.min(BINS - 1, Math.max(0, (int) ((BINS - 1) * grey[i])));
            histogram[bins[i]]++;
        }
        int step = (grey.length - lastNonEmpty(histogram)) / BINS;
        if (step > 0) {
            int[] table = table(histogram, step);
            for (int i = 0; i < bins.length; i++) {
                bins[i] = table[bins[i]];
            }
        }
        return normalised(bins);
    }

    private static int lastNonEmpty(int[] histogram) {
        for (int bin = BINS - 1; bin > 0; bin--) {
            if (histogram[bin] > 0) {
                return histogram[bin];
            }
        }
        return histogram[0];
    }

    /** Cumulated counts in steps, shifted by one bin and clipped. */
    private static int[] table(int[] histogram, int step) {
        int[] table = new int[BINS];
        int cumulated = 0;
        for (int bin = 0; bin < BINS - 1; bin++) {
            cumulated += histogram[bin];
            table[bin + 1] = Math.min(BINS, (cumulated + step / 2) / step);
        }
        return table;
    }

    private static float[] normalised(int[] bins) {
        int max = 1;
        for (int bin : bins) {
            max = Math.max(max, bin);
        }
        float[] result = new float[bins.length];
        for (int i = 0; i < bins.length; i++) {
            result[i] = (float) bins[i] / max;
        }
        return result;
    }

    private HistogramEqualisation() {}
}
