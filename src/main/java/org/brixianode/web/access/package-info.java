/**
 * Who may use the page and the REST interface: login, sessions, roles, and the refusal of forged
 * requests.
 *
 * <p>Input: each HTTP request, before its handler. Output: its user and role, or a refusal.
 *
 * <p>May import: study, dicom, ops, Javalin, Jackson, bcrypt. Threads: those of the HTTP server.
 */
package org.brixianode.web.access;
