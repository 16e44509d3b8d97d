package org.brixianode.score.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Simple linear iterative clustering (Achanta et al., IEEE TPAMI 34, 2012) of a grey picture within
 * a mask: k-means over grey value and place, each centre looking no further than its surroundings.
 */
final class Slic {

    private static final int ROUNDS = 10;

    /** A difference in grey that counts as much as one step of the grid. */
    private static final double GREY_UNIT = 0.15;

    /** A cell of the grid with less of it in the mask begins no area. */
    private static final double LEAST_CELL = 0.5;

    /** Loose pieces smaller than this share of a cell join another area. */
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
     * @param mask what is to be divided
     * @param wanted about how many areas, above 0
     * @return connected areas that cover the mask; none where it is empty
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

    /** One centre in the middle of what each cell of a grid holds of the mask. */
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

    /** Gives a centre the pixels around it that lie nearer to it than to those before. */
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
