/**
 * The REST interface under /api/v1.
 *
 * <p>Input: HTTP requests. Output: JSON objects of {@code api}, and actions on the queue.
 *
 * <p>May import: study, queue, ops, ops.metrics, api, Javalin, Jackson. Threads: those of the HTTP
 * server.
 */
package org.brixianode.web.rest;
