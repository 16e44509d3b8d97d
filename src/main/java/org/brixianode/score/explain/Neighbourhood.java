package org.brixianode.score.explain;

/**
 * What a super-pixel is replaced by: at each of its pixels the mean of the lung around it, nearer
 * pixels counting more (the inverse square of the distance).
 */
final class Neighbourhood {

    /** How far the neighbourhood reaches beyond a super-pixel's box, in sides of the picture. */
    private static final double REACH = 1 / 32.0;

    private final float[] grey;
    private final SuperPixels areas;
    private final int side;
    private final int reachPx;

    private Neighbourhood(float[] grey, SuperPixels areas) {
        this.grey = grey;
        this.areas = areas;
        this.side = areas.sidePx();
        this.reachPx = Math.max(1, (int) Math.ceil(side * REACH));
    }

    /**
     * @param grey {@code S * S} values in 0..1
     * @return the same picture with every super-pixel replaced by its own neighbourhood
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
                double dx = pixel % side - other % side;
                double dy = pixel / side - other / side;
                double weight = 1 / (dx * dx + dy * dy);
                sum += weight * grey[other];
                weights += weight;
            }
            if (weights > 0) {
                target[pixel] = (float) (sum / weights);
            }
        }
    }

    /** Lung around an area but not of it. */
    private int[] around(int[] area) {
        int label = areas.labels()[area[0]];
        int left = side;
        int right = 0;
        for (int pixel : area) {
            left = Math.min(left, pixel % side);
            right = Math.max(right, pixel % side);
        }
        int fromX = Math.max(0, left - reachPx);
        int toX = Math.min(side - 1, right + reachPx);
        int fromY = Math.max(0, area[0] / side - reachPx);
        int toY = Math.min(side - 1, area[area.length - 1] / side + reachPx);
        int[] found = new int[(toX - fromX + 1) * (toY - fromY + 1)];
        int count = 0;
        for (int y = fromY; y <= toY; y++) {
            for (int x = fromX; x <= toX; x++) {
                int other = areas.labels()[y * side + x];
                if (other != SuperPixels.NONE && other != label) {
                    found[count++] = y * side + x;
                }
            }
        }
        return java.util.Arrays.copyOf(found, count);
    }
}
