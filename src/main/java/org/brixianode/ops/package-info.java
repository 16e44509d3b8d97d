/**
 * Events and their bus; alarms; and the format of the log.
 *
 * <p>Input: events. Output: log lines.
 *
 * <p>May import: study, Jackson, Logback. Threads: thread-safe; a listener is called by the
 * publishing thread.
 */
package org.brixianode.ops;
