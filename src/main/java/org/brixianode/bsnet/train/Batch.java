package org.brixianode.bsnet.train;

/**
 * What one training step sees.
 *
 * @param size number of images N
 * @param images {@code N * side * side}
 * @param masks {@code N * side * side}, zeros where there is none
 * @param hasMask {@code N} times 1 or 0
 * @param alignments {@code N * 6}, from the aligned frame to the image
 * @param scores {@code N * 6 * 4}, zones in the order of the network
 */
record Batch(
        int size,
        float[] images,
        float[] masks,
        float[] hasMask,
        float[] alignments,
        float[] scores) {}
