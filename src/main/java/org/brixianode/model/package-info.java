/**
 * What serves a SavedModel: its card, preprocessing, running it, and calibration.
 *
 * <p>Takes: a model's folder, pictures. Gives: probabilities, lungs, alignment and activation.
 *
 * <p>May import: study, Jackson, TensorFlow. Threads: a loaded model serves several.
 */
package org.brixianode.model;
