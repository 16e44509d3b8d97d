package org.brixianode.score.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Simple linear iterative clustering (Achanta et al., IEEE TPAMI 34, 2012) of a grey image within a
 * mask: k-means over grey value and position, where each centre competes only for pixels in its
 * surroundings.
 */
final class Slic {

    private static final int ROUNDS = 10;

    /** Grey value difference with the same weight as a distance of one grid step. */
    private static final double GREY_UNIT = 0.15;

    /** A grid cell with a smaller fraction inside the mask gets no initial centre. */
    private static final double LEAST_CELL = 0.5;

    /** Detached pieces smaller than this fraction of a cell are merged. */
    private static final double LEAST_PIECE = 0.25;

    private static final class Centre {
        private double x;
        private double y;
        private double grey;
        private int count;

        void add(int pixelX, int pixelY, float value) {
            x += pixelX;
            y += pixelY;
            grey += value;
            count++;
        }

        void settle() {
            x /= count;
            y /= count;
            grey /= count;
        }
    }

    private final float[] grey;
    private final boolean[] mask;
    private final int side;
    private final double step;
    private final int[] labels;
    private final double[] distances;

    private Slic(float[] grey, boolean[] mask, int side, double step) {
        this.grey = grey;
        this.mask = mask;
        this.side = side;
        this.step = step;
        this.labels = new int[grey.length];
        this.distances = new double[grey.length];
    }

    /**
     * @param grey {@code side * side} values in 0..1
     * @param mask the pixels to divide
     * @param wanted approximate number of super-pixels, above 0
     * @return connected super-pixels that cover the mask; none if it is empty
     */
    static SuperPixels of(float[] grey, boolean[] mask, int side, int wanted) {
        int area = 0;
        for (boolean inside : mask) {
            area += inside ? 1 : 0;
        }
        double step = Math.max(1, Math.sqrt((double) area / wanted));
        int[] labels = new Slic(grey, mask, side, step).labels();
        return Connectivity.enforce(labels, mask, side, (int) (LEAST_PIECE * step * step));
    }

    private int[] labels() {
        List<Centre> centres = grid();
        for (int round = 0; round < ROUNDS; round++) {
            assign(centres);
            centres = means(centres.size());
        }
        assign(centres);
        return labels;
    }

    /** The initial centres: the centroid of the mask in each cell of a grid. */
    private List<Centre> grid() {
        int cells = (int) Math.ceil(side / step);
        for (int pixel = 0; pixel < labels.length; pixel++) {
            int row = (int) (pixel / side / step);
            int column = (int) (pixel % side / step);
            labels[pixel] = mask[pixel] ? row * cells + column : SuperPixels.NONE;
        }
        List<Centre> centres = means(cells * cells);
        List<Centre> large = new ArrayList<>(centres);
        large.removeIf(centre -> centre.count < LEAST_CELL * step * step);
        return large.isEmpty() ? centres : large;
    }

    private List<Centre> means(int count) {
        Centre[] centres = new Centre[count];
        Arrays.setAll(centres, i -> new Centre());
        for (int pixel = 0; pixel < labels.length; pixel++) {
            if (labels[pixel] != SuperPixels.NONE) {
                centres[labels[pixel]].add(pixel % side, pixel / side, grey[pixel]);
            }
        }
        List<Centre> used = new ArrayList<>(List.of(centres));
        used.removeIf(centre -> centre.count == 0);
        used.forEach(Centre::settle);
        return used;
    }

    private void assign(List<Centre> centres) {
        Arrays.fill(labels, SuperPixels.NONE);
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        for (int label = 0; label < centres.size(); label++) {
            gather(label, centres.get(label));
        }
    }

    /** Assigns the surrounding pixels to a centre that is nearer than those before. */
    private void gather(int label, Centre centre) {
        int reach = (int) Math.ceil(2 * step);
        int left = Math.max(0, (int) centre.x - reach);
        int right = Math.min(side - 1, (int) centre.x + reach);
        int top = Math.max(0, (int) centre.y - reach);
        int bottom = Math.min(side - 1, (int) centre.y + reach);
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                int pixel = y * side + x;
                double distance = mask[pixel] ? distance(centre, x, y, grey[pixel]) : 0;
                if (mask[pixel] && distance < distances[pixel]) {
                    distances[pixel] = distance;
                    labels[pixel] = label;
                }
            }
        }
    }

    private double distance(Centre centre, int x, int y, float value) {
        double dx = (x - centre.x) / step;
        double dy = (y - centre.y) / step;
        double dGrey = (value - centre.grey) / GREY_UNIT;
        return dx * dx + dy * dy + dGrey * dGrey;
    }
}
