package org.brixianode.score.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a super-pixel is replaced by: at each of its pixels the mean of the most aerated, that is
 * darkest, quarter of the lung around it, nearer pixels counting more (the inverse square of the
 * distance). The mean of all that lies around would give an opacity back from its own margin.
 */
final class Neighbourhood {

    /** How far the neighbourhood reaches beyond a super-pixel's box, in sides of the picture. */
    private static final double REACH = 1 / 8.0;

    /** One in so many pixels around is taken. */
    private static final int AERATED = 4;

    private final float[] grey;
    private final SuperPixels areas;
    private final int side;
    private final int reachPx;

    private Neighbourhood(float[] grey, SuperPixels areas) {
        this.grey = grey;
        this.areas = areas;
        this.side = areas.sidePx();
        this.reachPx = (int) Math.ceil(side * REACH);
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
                int dx = pixel % side - other % side;
                int dy = pixel / side - other / side;
                double weight = 1.0 / (dx * dx + dy * dy);
                sum += weight * grey[other];
                weights += weight;
            }
            if (weights > 0) {
                target[pixel] = (float) (sum / weights);
            }
        }
    }

    /** The darkest part of the lung around an area; empty where there is no other lung. */
    private int[] around(int[] area) {
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
        for (int y = Math.max(0, area[0] / side - reachPx); y <= toY; y++) {
            for (int x = Math.max(0, left - reachPx); x <= toX; x++) {
                int other = areas.labels()[y * side + x];
                if (other != SuperPixels.NONE && other != label) {
                    lung.add(y * side + x);
                }
            }
        }
        lung.sort(Comparator.comparingDouble(pixel -> grey[pixel]));
        int taken = (lung.size() + AERATED - 1) / AERATED;
        return lung.subList(0, taken).stream().mapToInt(Integer::intValue).toArray();
    }
}
