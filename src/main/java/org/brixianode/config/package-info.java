/**
 * Reads the configuration file into typed records.
 *
 * <p>Input: HOCON. Output: the stages' configuration records, or all problems at once.
 *
 * <p>May import: study, receive, receive.stow, queue, pixels, priors, score, score.load,
 * score.explain, report, report.registry, send, send.dimse, pipeline, node, dicom, web, web.access,
 * watch, ops, ops.notify, ops.audit, the HOCON library. Threads: immutable.
 */
package org.brixianode.config;
