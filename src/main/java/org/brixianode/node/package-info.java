/**
 * Composition root: ordered start and bounded stop.
 *
 * <p>Input: the configuration. Output: a running node.
 *
 * <p>May import: study, config, dicom, receive, receive.stow, queue, pixels, priors, score, report,
 * report.capture, send, send.dimse, send.http, send.stow, send.hl7, send.fhir, pipeline, ops, api,
 * ops.audit, ops.metrics, ops.notify, watch, web, web.access, web.rest, Jackson. Threads: start and
 * stop from one thread.
 */
package org.brixianode.node;
