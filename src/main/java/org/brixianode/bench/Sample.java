package org.brixianode.bench;

import java.util.List;

/**
 * Measured values of one quantity.
 *
 * @param values one or more, in the order in which they were measured
 */
public record Sample(List<Double> values) {

    public Sample {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a sample needs a value");
        }
    }

    /** The upper one of the two in the middle where the count is even. */
    public double median() {
        return sorted().get(count() / 2);
    }

    /** The smallest value that at least 95 % of the values do not exceed. */
    public double percentile95() {
        return sorted().get((int) Math.ceil(count() * 0.95) - 1);
    }

    public int count() {
        return values.size();
    }

    private List<Double> sorted() {
        return values.stream().sorted().toList();
    }
}
