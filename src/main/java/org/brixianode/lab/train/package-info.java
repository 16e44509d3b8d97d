/**
 * Training of BS-Net in stages, from its parts to the whole.
 *
 * <p>Input: a folder of radiographs with scores and lung masks. Output: weights, checkpoints,
 * progress.
 *
 * <p>May import: study, model, network, lab.data, Jackson, TensorFlow. Threads: one trains, one
 * prepares batches.
 */
package org.brixianode.lab.train;
