package org.brixianode.score.explain;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.brixianode.study.Zone;

/**
 * Estimates the effect of each super-pixel on the expected score of its zones. Each zone has its
 * own ridge regression on the super-pixels in it and, as one further feature, the fraction of all
 * others that was kept: super-pixels elsewhere have little effect on a zone's score, and estimating
 * their effects separately would take more replicas than the time budget allows.
 */
final class LocalEffects {

    /**
     * A super-pixel with a smaller fraction of its pixels in a zone does not belong to the zone.
     */
    private static final double LEAST_SHARE = 0.05;

    private static final double PENALTY = 1;

    private final SuperPixels areas;
    private final double[][] shares;

    private LocalEffects(SuperPixels areas, ZoneFinder finder) {
        this.areas = areas;
        this.shares = new double[Zone.values().length][areas.count()];
        int[][] members = areas.members();
        for (int label = 0; label < members.length; label++) {
            for (int pixel : members[label]) {
                shares[finder.at(pixel).ordinal()][label] += 1.0 / members[label].length;
            }
        }
    }

    /**
     * @param kept for each replica, which super-pixels were kept
     * @param expected for each replica, the expected score of each zone
     * @return [zones][super-pixels], in score points; 0 for super-pixels outside the zone
     */
    static double[][] of(
            SuperPixels areas, ZoneFinder finder, List<boolean[]> kept, List<double[]> expected) {
        LocalEffects local = new LocalEffects(areas, finder);
        double[][] effects = new double[Zone.values().length][];
        for (Zone zone : Zone.values()) {
            effects[zone.ordinal()] = local.inZone(zone.ordinal(), kept, expected);
        }
        return effects;
    }

    private double[] inZone(int zone, List<boolean[]> kept, List<double[]> expected) {
        int[] inside =
                IntStream.range(0, areas.count())
                        .filter(label -> shares[zone][label] >= LEAST_SHARE)
                        .toArray();
        int others = areas.count() - inside.length;
        RidgeRegression regression = new RidgeRegression(inside.length + 1);
        for (int i = 0; i < kept.size(); i++) {
            regression.add(sample(kept.get(i), inside, others), expected.get(i)[zone]);
        }
        double[] penalties = new double[inside.length + 1];
        Arrays.fill(penalties, PENALTY);
        // Equivalent to a common coefficient of all others with a penalty for each.
        penalties[inside.length] = PENALTY / Math.max(1, others);
        double[] coefficients = regression.coefficients(penalties);
        double[] effects = new double[areas.count()];
        for (int i = 0; i < inside.length; i++) {
            effects[inside[i]] = coefficients[i];
        }
        return effects;
    }

    /**
     * The features: 1 or 0 for each super-pixel inside, then the fraction of the others that was
     * kept.
     */
    private static double[] sample(boolean[] kept, int[] inside, int others) {
        double[] sample = new double[inside.length + 1];
        int keptInside = 0;
        for (int i = 0; i < inside.length; i++) {
            sample[i] = kept[inside[i]] ? 1 : 0;
            keptInside += kept[inside[i]] ? 1 : 0;
        }
        int keptInAll = 0;
        for (boolean one : kept) {
            keptInAll += one ? 1 : 0;
        }
        sample[inside.length] = (keptInAll - keptInside) / (double) Math.max(1, others);
        return sample;
    }
}
