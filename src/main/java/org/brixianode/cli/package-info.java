/**
 * One class per command.
 *
 * <p>Takes: arguments. Gives: output, exit codes.
 *
 * <p>May import: everything. Threads: the main thread.
 */
package org.brixianode.cli;
