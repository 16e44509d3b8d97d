/**
 * Super-pixel explanation: which parts of the lungs raised the scores.
 *
 * <p>Input: the network input, the lungs, the alignment, and a function that scores modified
 * inputs. Output: a heatmap.
 *
 * <p>May import: study, model. Threads: one explainer serves several threads.
 */
package org.brixianode.score.explain;
