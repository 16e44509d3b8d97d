package org.brixianode.lab.evaluate;

/**
 * A figure with its interval.
 *
 * @param value not a number where it is not defined
 * @param interval 95 %, by {@link Bootstrap}
 */
public record Estimate(double value, Interval interval) {}
