/**
 * Composition root: ordered start and bounded stop.
 *
 * <p>Takes: the configuration. Gives: a running node.
 *
 * <p>May import: every package but cli and lab, Jackson. Threads: start and stop from one thread.
 */
package org.brixianode.node;
