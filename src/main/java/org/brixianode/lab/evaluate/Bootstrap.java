package org.brixianode.lab.evaluate;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Percentile intervals: images are drawn with replacement, as many as there are, all zones of an
 * image together; the interval is the central 95 % of the figures of many such draws. The same seed
 * draws the same images.
 *
 * <p>Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.
 *
 * @param seed of the draws
 * @param resamples how many draws, at least 2
 */
public record Bootstrap(long seed, int resamples) {

    private static final double TAIL = 0.025;

    /** 2000 draws with a fixed seed. */
    public static Bootstrap standard() {
        return new Bootstrap(1, 2000);
    }

    public Bootstrap {
        if (resamples < 2) {
            throw new IllegalArgumentException("at least two resamples, not " + resamples);
        }
    }

    /**
     * @param images how many there are
     * @param statistic of the images with the given indices; draws for which it is not a number do
     *     not count
     */
    Estimate estimate(int images, ToDoubleFunction<int[]> statistic) {
        double value = statistic.applyAsDouble(IntStream.range(0, images).toArray());
        return new Estimate(value, interval(images, statistic));
    }

    private Interval interval(int images, ToDoubleFunction<int[]> statistic) {
        Random random = new Random(seed);
        int[] drawn = new int[images];
        double[] figures = new double[resamples];
        int counted = 0;
        for (int i = 0; i < resamples; i++) {
            Arrays.setAll(drawn, j -> random.nextInt(images));
            double figure = statistic.applyAsDouble(drawn);
            if (!Double.isNaN(figure)) {
                figures[counted++] = figure;
            }
        }
        double[] sorted = Arrays.copyOf(figures, counted);
        Arrays.sort(sorted);
        return new Interval(quantile(sorted, TAIL), quantile(sorted, 1 - TAIL));
    }

    /** Linear between the two nearest, of ascending values. */
    static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
