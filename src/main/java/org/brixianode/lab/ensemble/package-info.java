/**
 * Networks that are trained on different parts of the data, measured separately and averaged.
 *
 * <p>Input: annotated radiographs in folds and a training's plan. Output: one network per fold with
 * its figures on the fold that it never saw.
 *
 * <p>May import: study, model, network, lab.data, lab.train, lab.evaluate. Threads: one at a time.
 */
package org.brixianode.lab.ensemble;
