/**
 * The registry of result writers: one line each.
 *
 * <p>Input: nothing. Output: the writers that the node is composed with.
 *
 * <p>May import: study, report, report.sr, report.capture, report.seg, report.pmap, report.gsps,
 * report.pdf. Threads: immutable.
 */
package org.brixianode.report.registry;
