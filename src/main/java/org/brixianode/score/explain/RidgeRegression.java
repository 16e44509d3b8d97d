package org.brixianode.score.explain;

/** Ridge regression with an unpenalised intercept. Stores only sums, not the samples. */
final class RidgeRegression {

    private final int features;
    private final double[][] products;
    private final double[] sums;
    private final double[] crossed;
    private double targetSum;
    private int samples;

    /**
     * @param features number of features
     */
    RidgeRegression(int features) {
        this.features = features;
        this.products = new double[features][features];
        this.sums = new double[features];
        this.crossed = new double[features];
    }

    /**
     * @param sample the features' values
     * @param target the target value
     */
    void add(double[] sample, double target) {
        samples++;
        targetSum += target;
        for (int i = 0; i < features; i++) {
            sums[i] += sample[i];
            crossed[i] += sample[i] * target;
            for (int j = 0; j <= i; j++) {
                products[i][j] += sample[i] * sample[j];
            }
        }
    }

    /**
     * @param penalties ridge penalty of each feature, above 0
     * @return the coefficient of each feature
     */
    double[] coefficients(double[] penalties) {
        double[] right = new double[features];
        for (int i = 0; i < features; i++) {
            right[i] = crossed[i] - sums[i] * targetSum / Math.max(1, samples);
        }
        return solve(cholesky(penalties), right);
    }

    /** Lower triangle L with L L' = centred products + penalties. */
    private double[][] cholesky(double[] penalties) {
        double[][] lower = new double[features][features];
        for (int i = 0; i < features; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = products[i][j] - sums[i] * sums[j] / Math.max(1, samples);
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = i == j ? Math.sqrt(sum + penalties[i]) : sum / lower[j][j];
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
