/**
 * Everything that a start needs, tried without starting: TLS stores, folders, database, model,
 * port.
 *
 * <p>Input: the configuration. Output: what was found, or an exception that says what is wrong.
 *
 * <p>May import: study, config, dicom, receive, queue, pipeline, score, send, send.dimse. Threads:
 * each check belongs to one thread.
 */
package org.brixianode.node.check;
