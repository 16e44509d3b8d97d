/**
 * Loads the model on a device and runs its self-test.
 *
 * <p>Input: a model folder and the requested device. Output: a running model, whose failures are
 * {@link org.brixianode.study.StageException}s.
 *
 * <p>May import: study, model, TensorFlow. Threads: one model serves several threads.
 */
package org.brixianode.score.load;
