/**
 * Which kinds of result objects there are: one line each.
 *
 * <p>Takes: nothing. Gives: the writers that the node is composed with.
 *
 * <p>May import: study, report, report.sr, report.capture. Threads: immutable.
 */
package org.brixianode.report.registry;
