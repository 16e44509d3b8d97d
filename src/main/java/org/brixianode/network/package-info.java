/**
 * BS-Net as a graph: layers, weights, and SavedModel export.
 *
 * <p>Input: an architecture and weights. Output: graphs for training, SavedModels with their card.
 *
 * <p>May import: study, model, Jackson, TensorFlow. Threads: a graph is built by one thread.
 */
package org.brixianode.network;
