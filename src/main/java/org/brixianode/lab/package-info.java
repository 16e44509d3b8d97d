/**
 * The researcher's part: annotated data, training, ensembles, evaluation, import of Keras weights.
 *
 * <p>Input: radiographs with scores and masks, weights. Output: models and their figures.
 *
 * <p>May import: the JDK only. Threads: this package has no classes of its own.
 */
package org.brixianode.lab;
