/**
 * Stage 3: from a DICOM object to a radiograph.
 *
 * <p>Input: a spooled instance. Output: a radiograph, or the reason why it is none.
 *
 * <p>May import: study, dicom, the DICOM library, image codecs, Java2D. Threads: stateless and
 * thread-safe.
 */
package org.brixianode.pixels;
