/**
 * Metric names, audit trail, clock.
 *
 * <p>Takes: events. Gives: log lines and counters.
 *
 * <p>May import: study, Jackson, Logback. Threads: thread-safe.
 */
package org.brixianode.ops;
