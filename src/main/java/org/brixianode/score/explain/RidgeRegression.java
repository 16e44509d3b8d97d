package org.brixianode.score.explain;

/**
 * Linear regression with a penalty on the squares of the coefficients; the intercept has none. The
 * sums are kept, not the samples.
 */
final class RidgeRegression {

    private final int features;
    private final double[][] products;
    private final double[] sums;
    private final double[][] crossed;
    private final double[] targetSums;
    private int samples;

    /**
     * @param features how many explain
     * @param targets how many are explained, each by itself
     */
    RidgeRegression(int features, int targets) {
        this.features = features;
        this.products = new double[features][features];
        this.sums = new double[features];
        this.crossed = new double[targets][features];
        this.targetSums = new double[targets];
    }

    /**
     * @param present which features are 1, the others 0
     * @param values of the targets
     */
    void add(boolean[] present, double[] values) {
        samples++;
        for (int i = 0; i < features; i++) {
            if (present[i]) {
                sums[i]++;
                for (int j = 0; j <= i; j++) {
                    products[i][j] += present[j] ? 1 : 0;
                }
                for (int target = 0; target < values.length; target++) {
                    crossed[target][i] += values[target];
                }
            }
        }
        for (int target = 0; target < values.length; target++) {
            targetSums[target] += values[target];
        }
    }

    int samples() {
        return samples;
    }

    /**
     * @param penalty above 0, in units of a sample
     * @return {@code [targets][features]}: the change of a target by the presence of a feature
     */
    double[][] coefficients(double penalty) {
        double[][] factor = cholesky(penalty);
        double[][] result = new double[crossed.length][];
        for (int target = 0; target < crossed.length; target++) {
            double[] right = new double[features];
            for (int i = 0; i < features; i++) {
                right[i] = crossed[target][i] - sums[i] * targetSums[target] / Math.max(1, samples);
            }
            result[target] = solve(factor, right);
        }
        return result;
    }

    /** Lower triangle L with L L' = centred products + penalty. */
    private double[][] cholesky(double penalty) {
        double[][] lower = new double[features][features];
        for (int i = 0; i < features; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = products[i][j] - sums[i] * sums[j] / Math.max(1, samples);
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = i == j ? Math.sqrt(sum + penalty) : sum / lower[j][j];
            }
        }
        return lower;
    }

    private static double[] solve(double[][] lower, double[] right) {
        int size = right.length;
        double[] x = right.clone();
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= lower[i][k] * x[k];
            }
            x[i] /= lower[i][i];
        }
        for (int i = size - 1; i >= 0; i--) {
            for (int k = i + 1; k < size; k++) {
                x[i] -= lower[k][i] * x[k];
            }
            x[i] /= lower[i][i];
        }
        return x;
    }
}
