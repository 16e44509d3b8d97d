/**
 * Composition root: ordered start and bounded stop.
 *
 * <p>Takes: the configuration. Gives: a running node.
 *
 * <p>May import: study, config, dicom, receive, queue, pixels, score, report, send, send.dimse,
 * pipeline, ops, Jackson. Threads: start and stop from one thread.
 */
package org.brixianode.node;
