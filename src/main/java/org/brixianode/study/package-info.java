/**
 * What travels through the node.
 *
 * <p>Takes: nothing. Gives: the values that the stages hand to each other.
 *
 * <p>May import: the JDK only. Threads: every type is immutable.
 */
package org.brixianode.study;
