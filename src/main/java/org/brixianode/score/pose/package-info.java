/**
 * Decides whether an image shows an upright frontal chest, from its size and from the lungs that
 * the network finds in it.
 *
 * <p>Input: an image, the network's output for it, and a way to run the network on the image set
 * right. Output: the output to score, or the reason why the image is refused.
 *
 * <p>May import: study, model. Threads: everything here is stateless or immutable.
 */
package org.brixianode.score.pose;
