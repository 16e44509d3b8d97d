/**
 * The JSON objects of jobs, deliveries, destinations and counts, for scripts and the page.
 *
 * <p>Input: rows of the queue. Output: maps and lists of texts, numbers and booleans, without
 * patient data unless the caller asks for it.
 *
 * <p>May import: study, queue, ops, Jackson. Threads: none of its own.
 */
package org.brixianode.api;
