package org.brixianode.lab.train;

/**
 * What one training step sees.
 *
 * @param size number of images N
 * @param images {@code N * side * side}
 * @param textures {@code N * t * t * 83}; empty for a network without a texture head
 * @param wholes {@code N * S * S}; empty where no reader of single lungs learns
 * @param masks {@code N * side * side}, zeros where the lungs are not known
 * @param givenLungs {@code N * side * side}, the lungs for steps that are given them
 * @param hasMask {@code N} times 1 or 0: whether a human drew the mask
 * @param alignments {@code N * 6}, from the aligned frame to the image
 * @param seenAlignments {@code N * 6}, the same a little off, as an imperfect alignment would be
 * @param mixing {@code N} shares, 0.5 to 1, of an image's own features; the rest is its successor's
 *     in the batch
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
        float[] seenAlignments,
        float[] mixing,
        float[] scores) {}
