package org.brixianode.lab.evaluate;

/** A 95 % interval; not a number at both ends where there is none. */
public record Interval(double low, double high) {}
