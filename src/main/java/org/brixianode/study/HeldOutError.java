package org.brixianode.study;

/**
 * A model's mean absolute error against its reference reader on images that it was not trained on.
 *
 * @param zone of a zone's score, 0 to 3
 * @param global of the global score, 0 to 18
 * @param images how many images
 */
public record HeldOutError(double zone, double global, int images) {}
