package org.brixianode.watch;

import java.util.List;

/** Comparison of a small sample with a larger one. */
final class Statistics {

    private Statistics() {}

    static double mean(List<Integer> values) {
        return values.stream().mapToInt(value -> value).average().orElse(0);
    }

    /** The sample variance. */
    private static double variance(List<Integer> values) {
        double mean = mean(values);
        double squares =
                values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
        return squares / Math.max(1, values.size() - 1);
    }

    /**
     * Welch's t: the difference of two means in units of its standard error.
     *
     * @return 0 where neither sample varies and the means agree
     */
    static double welch(List<Integer> one, List<Integer> other) {
        double difference = mean(one) - mean(other);
        double error = Math.sqrt(variance(one) / one.size() + variance(other) / other.size());
        return ratio(difference, error);
    }

    /**
     * The difference of two shares in units of its standard error under a common share.
     *
     * @param hits number of the first sample's members that have a property
     * @param of size of the first sample
     */
    static double shares(long hits, long of, long otherHits, long otherOf) {
        double pooled = (double) (hits + otherHits) / (of + otherOf);
        double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / of + 1.0 / otherOf));
        return ratio((double) hits / of - (double) otherHits / otherOf, error);
    }

    private static double ratio(double difference, double error) {
        if (difference == 0) {
            return 0;
        }
        return error == 0
                ? Math.copySign(Double.POSITIVE_INFINITY, difference)
                : difference / error;
    }
}
