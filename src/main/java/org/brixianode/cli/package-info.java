/**
 * One class per command.
 *
 * <p>Input: arguments. Output: output, exit codes.
 *
 * <p>May import: everything. Threads: the main thread.
 */
package org.brixianode.cli;
