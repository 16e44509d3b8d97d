package org.brixianode.model;

import java.util.Arrays;
import org.brixianode.study.Raster;

/**
 * Spreads grey values linearly so that the middle of the picture, without the borders that
 * collimators and markers fill, goes from 0 to 1. Unlike an equalisation it keeps haze visible:
 * opacities are scored by the brightness of a lung relative to the heart.
 */
final class CentralStretch {

    /** Share of the picture's side that is left out at each border. */
    private static final double BORDER = 0.15;

    /** Share of the middle's pixels that may lie below 0 and above 1. */
    private static final double TAIL = 0.001;

    /**
     * @return the picture's values between the middle's extremes, clipped to 0..1; all 0 where the
     *     middle has one value
     */
    static float[] apply(Raster grey) {
        float[] middle = middle(grey);
        int tail = (int) Math.floor(TAIL * middle.length);
        float low = smallest(middle, tail);
        float high = -smallest(negative(middle), tail);
        float[] stretched = new float[grey.values().length];
        if (high <= low) {
            return stretched;
        }
        for (int i = 0; i < stretched.length; i++) {
            float value = (grey.values()[i] - low) / (high - low);
            stretched[i] = Math.max(0f, Math.min(1f, value));
        }
        return stretched;
    }

    private static float[] middle(Raster grey) {
        int left = (int) Math.round(BORDER * grey.widthPx());
        int top = (int) Math.round(BORDER * grey.heightPx());
        int width = Math.max(1, grey.widthPx() - 2 * left);
        int height = Math.max(1, grey.heightPx() - 2 * top);
        float[] middle = new float[width * height];
        for (int y = 0; y < height; y++) {
            System.arraycopy(
                    grey.values(), (top + y) * grey.widthPx() + left, middle, y * width, width);
        }
        return middle;
    }

    private static float[] negative(float[] values) {
        float[] negative = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            negative[i] = -values[i];
        }
        return negative;
    }

    /**
     * The value that {@code rank} others come before in order. The few smallest so far are kept in
     * order, which nearly all values are above: that takes a tenth of sorting them all.
     */
    private static float smallest(float[] values, int rank) {
        float[] kept = Arrays.copyOf(values, rank + 1);
        Arrays.sort(kept);
        for (int i = rank + 1; i < values.length; i++) {
            if (values[i] < kept[rank]) {
                int at = Arrays.binarySearch(kept, values[i]);
                int to = at < 0 ? -at - 1 : at;
                System.arraycopy(kept, to, kept, to + 1, rank - to);
                kept[to] = values[i];
            }
        }
        return kept[rank];
    }

    private CentralStretch() {}
}
