/**
 * What happens in the node, and who listens: the audit trail; and how the log is written.
 *
 * <p>Input: events. Output: log lines.
 *
 * <p>May import: study, Jackson, Logback. Threads: thread-safe; a listener is called by the thread
 * that publishes.
 */
package org.brixianode.ops;
