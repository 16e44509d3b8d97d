/**
 * Watches the node: decides which alarms are active.
 *
 * <p>Input: counts, states and figures of the running node. Output: alarms.
 *
 * <p>May import: study, queue, ops. Threads: one checks at an interval.
 */
package org.brixianode.watch;
