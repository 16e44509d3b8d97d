package org.brixianode.lab.evaluate;

import org.brixianode.study.ZoneScore;

/**
 * Agreement beyond chance; 1 is perfect, 0 chance.
 *
 * <p>Source: Cohen, Psychological Bulletin 70 (1968), weighted kappa.
 */
enum Kappa {
    /** Disagreements are weighted by their distance. */
    LINEAR,
    /** Disagreements are weighted by the square of their distance. */
    QUADRATIC;

    /** Not a number where both raters always give one and the same score. */
    double of(ConfusionMatrix matrix) {
        double observed = 0;
        double byChance = 0;
        for (int row = 0; row < ZoneScore.GRADES; row++) {
            for (int column = 0; column < ZoneScore.GRADES; column++) {
                double weight = weight(row - column);
                observed += weight * matrix.count(row, column);
                byChance +=
                        weight
                                * matrix.referenceTotal(row)
                                * matrix.ratedTotal(column)
                                / matrix.total();
            }
        }
        return byChance == 0 ? Double.NaN : 1 - observed / byChance;
    }

    private double weight(int distance) {
        return this == LINEAR ? Math.abs(distance) : distance * distance;
    }
}
