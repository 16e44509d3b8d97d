package org.brixianode.watch;

import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** Comparison of a small sample with a larger one. */
final class Statistics {

    private Statistics() {}

    /** A sample of whole numbers: how often each occurs. */
    record Sample(Map<Integer, Long> counts) {

        long size() {
            return counts.values().stream().mapToLong(count -> count).sum();
        }

        double mean() {
            return sum(value -> value) / Math.max(1, size());
        }

        /** The sample variance. */
        private double variance() {
            double mean = mean();
            return sum(value -> (value - mean) * (value - mean)) / Math.max(1, size() - 1);
        }

        private double sum(IntToDoubleFunction term) {
            return counts.entrySet().stream()
                    .mapToDouble(one -> term.applyAsDouble(one.getKey()) * one.getValue())
                    .sum();
        }
    }

    /**
     * Welch's t: the difference of two means in units of its standard error.
     *
     * @return 0 where neither sample varies and the means agree
     */
    static double welch(Sample one, Sample other) {
        double difference = one.mean() - other.mean();
        double error = Math.sqrt(one.variance() / one.size() + other.variance() / other.size());
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
