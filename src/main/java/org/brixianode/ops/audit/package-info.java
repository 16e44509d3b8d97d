/**
 * The audit trail: a rotated local file, and syslog.
 *
 * <p>Input: events. Output: audit messages.
 *
 * <p>May import: study, ops, Jackson, Logback. Threads: a listener is called by the publishing
 * thread; one thread sends.
 */
package org.brixianode.ops.audit;
