/**
 * BS-Net: architecture, training, weights, evaluation.
 *
 * <p>Takes: images, masks, scores, weights. Gives: SavedModels with their model card, figures.
 *
 * <p>May import: study, TensorFlow. Threads: a graph is built by one thread; a loaded model serves
 * several.
 */
package org.brixianode.bsnet;
