/**
 * Figures of a node on this machine, over loopback.
 *
 * <p>Input: an image to send copies of. Output: rates, times and ratios to the model alone and to
 * other receivers.
 *
 * <p>May import: study, config, dicom, pixels, model, send, send.dimse, demo. Threads: one at a
 * time; nodes and other receivers run in processes of their own.
 */
package org.brixianode.bench;
