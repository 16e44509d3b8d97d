/**
 * Moves claimed jobs from stage 2 to stage 6; only this package decides their outcome.
 *
 * <p>Input: claimed jobs. Output: completed, retried or parked jobs.
 *
 * <p>May import: study, ops, dicom, queue, pixels, score, report. Threads: one claims, one renews
 * leases and replaces ended threads, and those of three stages: decoding, scoring, composing.
 */
package org.brixianode.pipeline;
