/**
 * Sends to DICOMweb services: the user agent of STOW-RS (PS3.18 10.5).
 *
 * <p>Input: objects in files and their destinations. Output: an outcome for each.
 *
 * <p>May import: study, dicom, send, send.http, Jackson, StAX. Threads: a courier is used by one
 * thread; the JDK's HTTP client has threads of its own.
 */
package org.brixianode.send.stow;
