/**
 * Loads the model that scores, onto a device, and tests it on its probe image.
 *
 * <p>Input: a model's folder and the wanted device. Output: a model that runs, its failures as
 * {@link org.brixianode.study.StageException}.
 *
 * <p>May import: study, model, TensorFlow. Threads: one model serves several threads.
 */
package org.brixianode.score.load;
