/**
 * Stage 4: scores radiographs.
 *
 * <p>Input: radiographs, in micro-batches. Output: score sheets, or the reason why an image cannot
 * be scored.
 *
 * <p>May import: study, model, score.load, score.pose, score.explain. Threads: one scorer serves
 * several threads.
 */
package org.brixianode.score;
