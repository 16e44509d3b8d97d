/**
 * Decides whether an image shows an upright frontal chest, by its aspect ratio and the segmented
 * lungs.
 *
 * <p>Input: an image, the network output for it, and a function that runs the network on the
 * corrected image. Output: the output to score, or the reason why the image is refused.
 *
 * <p>May import: study, model. Threads: everything here is stateless or immutable.
 */
package org.brixianode.score.pose;
