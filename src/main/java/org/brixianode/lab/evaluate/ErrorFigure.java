package org.brixianode.lab.evaluate;

/**
 * Absolute differences of two raters.
 *
 * @param mean of them
 * @param sd their standard deviation
 */
public record ErrorFigure(Estimate mean, double sd) {}
