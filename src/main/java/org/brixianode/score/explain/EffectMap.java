package org.brixianode.score.explain;

import org.brixianode.study.Raster;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/** Draws at each pixel the effect of its super-pixel on the score of the pixel's zone. */
final class EffectMap {

    private final SuperPixels areas;
    private final Zone[] zones;
    private final int[] zoneSizes = new int[Zone.values().length];

    private EffectMap(SuperPixels areas, ZoneFinder finder) {
        this.areas = areas;
        this.zones = new Zone[areas.labels().length];
        for (int pixel = 0; pixel < zones.length; pixel++) {
            if (areas.labels()[pixel] != SuperPixels.NONE) {
                zones[pixel] = finder.at(pixel);
                zoneSizes[zones[pixel].ordinal()]++;
            }
        }
    }

    /**
     * Draws the effects such that the mean over a zone's lung is the sum of the effects in the
     * zone; if that exceeds the zone's expected score, all are scaled down by the same factor.
     *
     * @param effects [zones][super-pixels], in score points; negative effects count as 0
     * @param expected expected score of each zone
     * @return 0..3, 0 outside the super-pixels
     */
    static Raster draw(
            SuperPixels areas, double[][] effects, double[] expected, ZoneFinder finder) {
        EffectMap map = new EffectMap(areas, finder);
        return map.scaled(map.spread(effects), expected);
    }

    private double[] spread(double[][] effects) {
        double[] spread = new double[zones.length];
        int[][] members = areas.members();
        for (int label = 0; label < members.length; label++) {
            for (int pixel : members[label]) {
                int zone = zones[pixel].ordinal();
                double share = (double) zoneSizes[zone] / members[label].length;
                spread[pixel] = Math.max(0, effects[zone][label]) * share;
            }
        }
        return spread;
    }

    private Raster scaled(double[] spread, double[] expected) {
        double[] means = new double[zoneSizes.length];
        for (int pixel = 0; pixel < spread.length; pixel++) {
            if (zones[pixel] != null) {
                int zone = zones[pixel].ordinal();
                means[zone] += spread[pixel] / zoneSizes[zone];
            }
        }
        float[] map = new float[spread.length];
        for (int pixel = 0; pixel < map.length; pixel++) {
            if (zones[pixel] != null) {
                int zone = zones[pixel].ordinal();
                double factor = means[zone] > expected[zone] ? expected[zone] / means[zone] : 1;
                map[pixel] = (float) Math.min(ZoneScore.GRADES - 1, spread[pixel] * factor);
            }
        }
        return new Raster(areas.sidePx(), areas.sidePx(), map);
    }
}
