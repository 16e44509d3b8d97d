package org.brixianode.lab.evaluate;

import java.util.List;

/** Elementary statistics; not a number where there is nothing to count. */
final class Statistics {

    static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /** Of the values themselves, not an estimate for a population. */
    static double standardDeviation(List<Double> values) {
        double mean = mean(values);
        return Math.sqrt(
                values.stream()
                        .mapToDouble(value -> (value - mean) * (value - mean))
                        .average()
                        .orElse(Double.NaN));
    }

    /** Estimated for the population that the values are a sample of; needs two of them. */
    static double sampleDeviation(List<Double> values) {
        double n = values.size();
        return n < 2 ? Double.NaN : standardDeviation(values) * Math.sqrt(n / (n - 1));
    }

    /** Pearson's. */
    static double correlation(List<Double> x, List<Double> y) {
        double meanX = mean(x);
        double meanY = mean(y);
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.size(); i++) {
            double dx = x.get(i) - meanX;
            double dy = y.get(i) - meanY;
            xy += dx * dy;
            xx += dx * dx;
            yy += dy * dy;
        }
        return xy / Math.sqrt(xx * yy);
    }

    private Statistics() {}
}
