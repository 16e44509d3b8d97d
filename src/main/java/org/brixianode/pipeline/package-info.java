/**
 * Moves a claimed job from stage 2 to stage 6 and alone decides what becomes of it.
 *
 * <p>Input: claimed jobs. Output: completed, retried or parked jobs.
 *
 * <p>May import: study, ops, dicom, queue, pixels, score, report. Threads: one that claims, one
 * that watches, and those of three stages: decoding, scoring, composing.
 */
package org.brixianode.pipeline;
