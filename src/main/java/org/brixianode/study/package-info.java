/**
 * The data types that the stages exchange.
 *
 * <p>Input: nothing. Output: the values that the stages pass to each other.
 *
 * <p>May import: the JDK only. Threads: every type is immutable.
 */
package org.brixianode.study;
