/**
 * Explanation by super-pixels: which parts of the lungs raised the scores.
 *
 * <p>Input: the network's input, the lungs, the alignment, and a way to score changed inputs.
 * Output: a map over the input.
 *
 * <p>May import: study, model. Threads: one explainer serves several threads.
 */
package org.brixianode.score.explain;
