/**
 * The operator's page, the REST interface, health and metrics over HTTP.
 *
 * <p>Input: requests of browsers, scripts and monitoring. Output: responses, and actions on the
 * queue.
 *
 * <p>May import: study, queue, ops, api, http, Javalin, Jackson. Threads: those of the HTTP server.
 */
package org.brixianode.web;
