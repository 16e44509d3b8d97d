/**
 * What the couriers of HTTP services share: requests with bounded waits, credentials, TLS, and the
 * causes of failures.
 *
 * <p>Input: requests to one service. Output: its answer, or why there is none.
 *
 * <p>May import: study, dicom, send. Threads: one thread requests at a time, any may close; the
 * JDK's client has threads of its own.
 */
package org.brixianode.send.http;
