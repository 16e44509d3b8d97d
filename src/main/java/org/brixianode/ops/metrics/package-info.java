/**
 * Metrics for Prometheus.
 *
 * <p>Input: events, and figures of the running node. Output: metrics, without patient data and
 * without text of a peer.
 *
 * <p>May import: study, ops, Micrometer. Threads: thread-safe; a listener is called by the
 * publishing thread.
 */
package org.brixianode.ops.metrics;
