/**
 * Composition root: ordered start and bounded stop.
 *
 * <p>Takes: the configuration. Gives: a running node.
 *
 * <p>May import: everything but cli. Threads: start and stop from one thread.
 */
package org.brixianode.node;
