/**
 * Stage 1 over HTTP: the origin server of STOW-RS (PS3.18 10.5).
 *
 * <p>Input: HTTP requests with DICOM files. Output: files to the receiver of stage 1, one answer
 * per request.
 *
 * <p>May import: study, dicom, receive, http, Jetty, Jackson. Threads: those of the HTTP server,
 * one for each upload.
 */
package org.brixianode.receive.stow;
