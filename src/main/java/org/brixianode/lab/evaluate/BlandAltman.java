package org.brixianode.lab.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * Differences of two raters' global scores.
 *
 * <p>Source: Bland and Altman, Lancet 327 (1986): limits of agreement are the bias minus and plus
 * 1.96 standard deviations of the differences.
 *
 * @param bias mean difference, rated minus reference
 * @param sd standard deviation of the differences, estimated for the population
 */
public record BlandAltman(double bias, double sd) {

    private static final double NORMAL_95 = 1.96;

    static BlandAltman of(List<Double> rated, List<Double> reference) {
        List<Double> differences = new ArrayList<>();
        for (int i = 0; i < rated.size(); i++) {
            differences.add(rated.get(i) - reference.get(i));
        }
        return new BlandAltman(
                Statistics.mean(differences), Statistics.sampleDeviation(differences));
    }

    public double lower() {
        return bias - NORMAL_95 * sd;
    }

    public double upper() {
        return bias + NORMAL_95 * sd;
    }
}
