/**
 * Backups: one archive of everything that a node has stored, and its restoration.
 *
 * <p>Input: the configuration of a node, which may run; an archive. Output: an archive; a storage
 * folder.
 *
 * <p>May import: study, config, queue, Jackson. Threads: one at a time.
 */
package org.brixianode.backup;
