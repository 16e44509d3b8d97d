package org.brixianode.lab.train;

/**
 * Input of one training step.
 *
 * @param size number of images N
 * @param images {@code N * side * side}
 * @param textures {@code N * t * t * 83}; empty for a network without a texture head
 * @param wholes {@code N * S * S}; empty where no single-lung branch is trained
 * @param masks {@code N * side * side}, zeros without a mask
 * @param givenLungs {@code N * side * side}, the lungs for steps that are given them
 * @param hasMask {@code N} times 1 or 0: whether a human drew the mask
 * @param alignments {@code N * 6}, from the aligned frame to the image
 * @param noisyAlignments {@code N * 6}, the same with a small error, as of a predicted alignment
 * @param mixing {@code N} shares, 0.5 to 1, of an image's own features; the rest is taken from the
 *     next image in the batch
 * @param scores {@code N * 6 * 4}, zones in the order of the network, mixed likewise
 */
record Batch(
        int size,
        float[] images,
        float[] textures,
        float[] wholes,
        float[] masks,
        float[] givenLungs,
        float[] hasMask,
        float[] alignments,
        float[] noisyAlignments,
        float[] mixing,
        float[] scores) {}
