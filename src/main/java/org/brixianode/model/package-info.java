/**
 * Serving of a SavedModel: model card, preprocessing, inference, calibration.
 *
 * <p>Takes: a model's folder, pictures. Gives: probabilities, lungs, alignment and activation.
 *
 * <p>May import: study, Jackson, TensorFlow. Threads: a loaded model serves several.
 */
package org.brixianode.model;
