/**
 * How well a model scores annotated radiographs.
 *
 * <p>Takes: a model and a folder of annotated radiographs. Gives: figures beside those of the
 * second reader and of a constant.
 *
 * <p>May import: study, bsnet. Threads: one at a time.
 */
package org.brixianode.bsnet.evaluate;
