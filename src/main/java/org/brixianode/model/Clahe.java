package org.brixianode.model;

import org.brixianode.study.Raster;

/**
 * Contrast limited adaptive histogram equalisation (Zuiderveld, Graphics Gems IV, 1994), as
 * scikit-image's {@code equalize_adapthist} with default parameters: regions of an eighth of either
 * side, 2^14 grey levels in 256 bins, clip limit 0.01 of a region, between the tables of four
 * regions bilinear. The borders are mirrored without repeating the outermost pixel.
 */
public final class Clahe {

    private static final int GREYS = 1 << 14;
    private static final int BINS = 256;
    private static final int GREYS_PER_BIN = 1 + GREYS / BINS;
    private static final double CLIP = 0.01;
    private static final int REGIONS_PER_SIDE = 8;
    private static final float UINT16_MAX = 65535;

    /** Regions along one side; the last may reach beyond the picture. */
    private record Axis(int sizePx, int regionPx) {

        static Axis of(int sizePx) {
            return new Axis(sizePx, Math.max(1, sizePx / REGIONS_PER_SIDE));
        }

        int regions() {
            return (sizePx + regionPx - 1) / regionPx;
        }

        /** The region whose middle lies at or before a pixel; -1 before the first. */
        int regionBefore(int pixel) {
            return (pixel + regionPx / 2) / regionPx - 1;
        }

        /** Fraction of the distance from that region's middle to the next, 0 to 1. */
        double wayToNext(int pixel) {
            return (double) ((pixel + regionPx / 2) % regionPx) / regionPx;
        }

        int nearest(int region) {
            return Math.max(0, Math.min(regions() - 1, region));
        }

        int reflected(int pixel) {
            return pixel < sizePx ? pixel : Math.max(0, 2 * (sizePx - 1) - pixel);
        }
    }

    private final Axis across;
    private final Axis down;
    private final int[] bins;
    private final int[][] tables;

    private Clahe(Raster grey) {
        across = Axis.of(grey.widthPx());
        down = Axis.of(grey.heightPx());
        bins = bins(grey.values());
        tables = new int[across.regions() * down.regions()][];
        for (int row = 0; row < down.regions(); row++) {
            for (int column = 0; column < across.regions(); column++) {
                tables[row * across.regions() + column] = table(row, column);
            }
        }
    }

    /**
     * @param grey values in 0..1
     * @return values in 0..1, the least 0 and the greatest 1 unless all are the same
     */
    public static Raster apply(Raster grey) {
        return new Raster(grey.widthPx(), grey.heightPx(), new Clahe(grey).equalised());
    }

    /** Quantised to 16 bits first, as scikit-image does. */
    private static int[] bins(float[] grey) {
        double[] levels = new double[grey.length];
        double least = UINT16_MAX;
        double greatest = 0;
        for (int i = 0; i < grey.length; i++) {
            levels[i] = Math.max(0, Math.min(UINT16_MAX, Math.rint(grey[i] * UINT16_MAX)));
            least = Math.min(least, levels[i]);
            greatest = Math.max(greatest, levels[i]);
        }
        int[] bins = new int[grey.length];
        for (int i = 0; i < grey.length; i++) {
            double level =
                    greatest > least
                            ? (levels[i] - least) / (greatest - least) * (GREYS - 1)
                            : Math.min(GREYS - 1, least);
            bins[i] = (int) Math.rint(level) / GREYS_PER_BIN;
        }
        return bins;
    }

    private int[] table(int row, int column) {
        int[] histogram = new int[BINS];
        for (int y = row * down.regionPx(); y < (row + 1) * down.regionPx(); y++) {
            int line = down.reflected(y) * across.sizePx();
            for (int x = column * across.regionPx(); x < (column + 1) * across.regionPx(); x++) {
                histogram[bins[line + across.reflected(x)]]++;
            }
        }
        int area = across.regionPx() * down.regionPx();
        ClippedHistogram.clip(histogram, Math.max(1, (int) (CLIP * area)));
        double greysPerPixel = (double) (GREYS - 1) / area;
        int[] table = new int[BINS];
        long cumulated = 0;
        for (int bin = 0; bin < BINS; bin++) {
            cumulated += histogram[bin];
            table[bin] = (int) Math.min(GREYS - 1, cumulated * greysPerPixel);
        }
        return table;
    }

    private float[] equalised() {
        float[] result = new float[bins.length];
        float least = GREYS;
        float greatest = 0;
        for (int y = 0; y < down.sizePx(); y++) {
            for (int x = 0; x < across.sizePx(); x++) {
                int grey = equalised(x, y);
                result[y * across.sizePx() + x] = grey;
                least = Math.min(least, grey);
                greatest = Math.max(greatest, grey);
            }
        }
        for (int i = 0; i < result.length; i++) {
            result[i] =
                    greatest > least
                            ? (result[i] - least) / (greatest - least)
                            : Math.min(1, greatest);
        }
        return result;
    }

    /** Summed in single precision and truncated to a whole number. */
    private int equalised(int x, int y) {
        int bin = bins[y * across.sizePx() + x];
        float sum = 0;
        for (int edge = 0; edge < 4; edge++) {
            int toRight = edge % 2;
            int downwards = edge / 2;
            int row = down.nearest(down.regionBefore(y) + downwards);
            int column = across.nearest(across.regionBefore(x) + toRight);
            double weight =
                    weight(across.wayToNext(x), toRight) * weight(down.wayToNext(y), downwards);
            sum += (float) (tables[row * across.regions() + column][bin] * weight);
        }
        return (int) sum;
    }

    private static double weight(double wayToNext, int next) {
        return next == 1 ? wayToNext : 1 - wayToNext;
    }
}
