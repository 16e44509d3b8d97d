/**
 * Checks of a configuration without starting the node: TLS stores, folders, database, model, port,
 * PACS of earlier radiographs.
 *
 * <p>Input: the configuration. Output: a description of what was checked, or an exception with the
 * cause.
 *
 * <p>May import: study, config, dicom, receive, receive.stow, queue, pipeline, priors, score, send,
 * send.dimse, ops.audit, ops.notify, web, web.access. Threads: each check belongs to one thread.
 */
package org.brixianode.node.check;
