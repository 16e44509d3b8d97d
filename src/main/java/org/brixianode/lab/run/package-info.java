/**
 * Whole training runs: from options to the folder of a model.
 *
 * <p>Input: a training's configuration, annotated radiographs, and what the user says about the
 * model. Output: a model's folder with its card; progress and figures to a listener.
 *
 * <p>May import: study, model, network, lab.data, lab.train, lab.evaluate, lab.ensemble. Threads:
 * one at a time.
 */
package org.brixianode.lab.run;
