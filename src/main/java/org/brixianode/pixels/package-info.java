/**
 * Stage 3: decodes DICOM objects to radiographs.
 *
 * <p>Input: a spooled instance. Output: a radiograph, or the reason why the image is not scored.
 *
 * <p>May import: study, dicom, the DICOM library, image codecs, Java2D. Threads: stateless and
 * thread-safe.
 */
package org.brixianode.pixels;
