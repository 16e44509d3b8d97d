/**
 * Moves a claimed job from stage 2 to stage 6 and alone decides what becomes of it.
 *
 * <p>Takes: claimed jobs. Gives: completed, retried or parked jobs.
 *
 * <p>May import: study, ops, queue, pixels, score, report, report.sr. Threads: a pool of workers of
 * configured size.
 */
package org.brixianode.pipeline;
