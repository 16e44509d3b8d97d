/**
 * Evaluation of a model on annotated radiographs.
 *
 * <p>Input: a model and a folder of annotated radiographs. Output: figures beside those of the
 * second reader and of a constant.
 *
 * <p>May import: study, model, network, lab.data, Commons CSV, Jackson. Threads: one at a time.
 */
package org.brixianode.lab.evaluate;
