/**
 * Serving of a SavedModel: model card, preprocessing, inference, calibration.
 *
 * <p>Input: a model's folder, pictures. Output: probabilities, lungs, alignment and activation.
 *
 * <p>May import: study, Jackson, TensorFlow. Threads: a loaded model serves several.
 */
package org.brixianode.model;
