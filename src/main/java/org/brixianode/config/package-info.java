/**
 * The configuration file as typed records.
 *
 * <p>Takes: HOCON. Gives: the stages' configuration records, or all problems at once.
 *
 * <p>May import: the stages' configuration records, the HOCON library. Threads: immutable.
 */
package org.brixianode.config;
