package org.brixianode.lab.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.brixianode.lab.data.Annotation;
import org.brixianode.study.Zone;

/** The scores of two raters over the same images. */
public final class Ratings {

    private final int[][] rated;
    private final int[][] reference;

    /**
     * @param rated six scores of each image by one rater
     * @param reference by the other, in the same order
     */
    public Ratings(List<Map<Zone, Integer>> rated, List<Map<Zone, Integer>> reference) {
        if (rated.size() != reference.size()) {
            throw new IllegalArgumentException(rated.size() + " and " + reference.size());
        }
        this.rated = byZone(rated);
        this.reference = byZone(reference);
    }

    private static int[][] byZone(List<Map<Zone, Integer>> scores) {
        int[][] byZone = new int[scores.size()][Zone.values().length];
        for (int image = 0; image < byZone.length; image++) {
            for (Zone zone : Zone.values()) {
                byZone[image][zone.ordinal()] = Annotation.score(scores.get(image), zone);
            }
        }
        return byZone;
    }

    public int images() {
        return rated.length;
    }

    int rated(int image, Zone zone) {
        return rated[image][zone.ordinal()];
    }

    int reference(int image, Zone zone) {
        return reference[image][zone.ordinal()];
    }

    /** Global scores of one rater, 0 to 18. */
    public List<Double> ratedGlobals() {
        return globals(rated);
    }

    /** Global scores of the other, 0 to 18. */
    public List<Double> referenceGlobals() {
        return globals(reference);
    }

    private static List<Double> globals(int[][] scores) {
        List<Double> globals = new ArrayList<>();
        for (int[] zones : scores) {
            double sum = 0;
            for (int score : zones) {
                sum += score;
            }
            globals.add(sum);
        }
        return globals;
    }
}
