/**
 * The command line: one class per command.
 *
 * <p>Input: arguments. Output: text on the terminal, exit codes.
 *
 * <p>May import: everything. Threads: the main thread.
 */
package org.brixianode.cli;
