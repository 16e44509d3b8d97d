package org.brixianode.score.explain;

import org.brixianode.study.Raster;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/** Draws at each pixel what its super-pixel does to the zone in which the pixel lies. */
final class EffectMap {

    /**
     * An effect is spread over its super-pixel in units of the zone's lung, so that the mean over
     * the zone is the sum of the effects.
     *
     * @param effects [zones][super-pixels], in points of the score
     * @return 0..3, 0 outside the super-pixels
     */
    static Raster draw(SuperPixels areas, double[][] effects, ZoneFinder finder) {
        int[] labels = areas.labels();
        Zone[] zones = new Zone[labels.length];
        int[] zoneSizes = new int[Zone.values().length];
        for (int pixel = 0; pixel < labels.length; pixel++) {
            if (labels[pixel] != SuperPixels.NONE) {
                zones[pixel] = finder.at(pixel);
                zoneSizes[zones[pixel].ordinal()]++;
            }
        }
        float[] map = new float[labels.length];
        int[][] members = areas.members();
        for (int label = 0; label < members.length; label++) {
            for (int pixel : members[label]) {
                int zone = zones[pixel].ordinal();
                double share = (double) zoneSizes[zone] / members[label].length;
                map[pixel] = cut(effects[zone][label] * share);
            }
        }
        return new Raster(areas.sidePx(), areas.sidePx(), map);
    }

    private static float cut(double effect) {
        return (float) Math.max(0, Math.min(ZoneScore.GRADES - 1, effect));
    }

    private EffectMap() {}
}
