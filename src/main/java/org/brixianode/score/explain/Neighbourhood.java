package org.brixianode.score.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The replacement of a super-pixel: each pixel becomes the mean of the darkest, that is most
 * aerated, quarter of the surrounding lung, weighted by the inverse square of the distance. The
 * mean of the whole surroundings would reproduce an opacity from its margin. The pixel's fine
 * detail is preserved, since a texture-sensitive network could take a smooth patch for a finding.
 */
final class Neighbourhood {

    /**
     * Extent of the neighbourhood beyond a super-pixel's bounding box, as a fraction of the image
     * side.
     */
    private static final double REACH = 1 / 8.0;

    /** One of this many surrounding pixels, the darkest ones, is used. */
    private static final int AERATED = 4;

    /** Sampling distance of columns and rows, as a fraction of the image side; at least a pixel. */
    private static final double STEP = 1 / 128.0;

    /** With fewer sampled pixels, every pixel is used. */
    private static final int MIN_SAMPLES = 64;

    /**
     * Half width of the local mean, as a fraction of the image side; the detail is the difference
     * from it.
     */
    private static final double DETAIL = 1 / 64.0;

    private final float[] grey;
    private final float[] smooth;
    private final SuperPixels areas;
    private final int side;
    private final int reachPx;

    private Neighbourhood(float[] grey, SuperPixels areas) {
        this.grey = grey;
        this.areas = areas;
        this.side = areas.sidePx();
        this.reachPx = (int) Math.ceil(side * REACH);
        this.smooth = smooth((int) Math.ceil(side * DETAIL));
    }

    /** Local means over squares clipped at the image border. */
    private float[] smooth(int reach) {
        double[] sums = new double[(side + 1) * (side + 1)];
        for (int y = 0; y < side; y++) {
            double line = 0;
            for (int x = 0; x < side; x++) {
                line += grey[y * side + x];
                sums[(y + 1) * (side + 1) + x + 1] = sums[y * (side + 1) + x + 1] + line;
            }
        }
        float[] means = new float[grey.length];
        for (int y = 0; y < side; y++) {
            int top = Math.max(0, y - reach) * (side + 1);
            int bottom = Math.min(side, y + reach + 1) * (side + 1);
            for (int x = 0; x < side; x++) {
                int left = Math.max(0, x - reach);
                int right = Math.min(side, x + reach + 1);
                double sum =
                        sums[bottom + right]
                                - sums[bottom + left]
                                - sums[top + right]
                                + sums[top + left];
                means[y * side + x] =
                        (float) (sum * (side + 1) / ((bottom - top) * (right - left)));
            }
        }
        return means;
    }

    /**
     * @param grey {@code S * S} values in 0..1
     * @return the image with every super-pixel replaced by its neighbourhood
     */
    static float[] of(float[] grey, SuperPixels areas) {
        Neighbourhood neighbourhood = new Neighbourhood(grey, areas);
        float[] replaced = grey.clone();
        for (int[] area : areas.members()) {
            neighbourhood.replace(area, replaced);
        }
        return replaced;
    }

    private void replace(int[] area, float[] target) {
        int[] around = around(area);
        for (int pixel : area) {
            double sum = 0;
            double weights = 0;
            for (int other : around) {
                int dx = pixel % side - other % side;
                int dy = pixel / side - other / side;
                double weight = 1.0 / (dx * dx + dy * dy);
                sum += weight * grey[other];
                weights += weight;
            }
            if (weights > 0) {
                double detail = grey[pixel] - smooth[pixel];
                target[pixel] = (float) Math.min(1, Math.max(0, sum / weights + detail));
            }
        }
    }

    /** The darkest part of the lung around a super-pixel; empty if there is no other lung. */
    private int[] around(int[] area) {
        List<Integer> lung = around(area, Math.max(1, (int) (side * STEP)));
        if (lung.size() < MIN_SAMPLES) {
            lung = around(area, 1);
        }
        lung.sort(Comparator.comparingDouble(pixel -> grey[pixel]));
        int taken = (lung.size() + AERATED - 1) / AERATED;
        return lung.subList(0, taken).stream().mapToInt(Integer::intValue).toArray();
    }

    /** Pixels of other super-pixels around a super-pixel, sampled at a step. */
    private List<Integer> around(int[] area, int step) {
        int label = areas.labels()[area[0]];
        int left = side;
        int right = 0;
        for (int pixel : area) {
            left = Math.min(left, pixel % side);
            right = Math.max(right, pixel % side);
        }
        int toX = Math.min(side - 1, right + reachPx);
        int toY = Math.min(side - 1, area[area.length - 1] / side + reachPx);
        List<Integer> lung = new ArrayList<>();
        for (int y = Math.max(0, area[0] / side - reachPx); y <= toY; y += step) {
            for (int x = Math.max(0, left - reachPx); x <= toX; x += step) {
                int other = areas.labels()[y * side + x];
                if (other != SuperPixels.NONE && other != label) {
                    lung.add(y * side + x);
                }
            }
        }
        return lung;
    }
}
