package org.brixianode.dicom;

/**
 * The samples of one uncompressed frame, 8 bits each.
 *
 * @param bytes row by row, the samples of a pixel together (Planar Configuration 0)
 * @param widthPx columns
 * @param heightPx rows
 * @param perPixel samples of a pixel: 1 or 3
 */
record FrameSamples(byte[] bytes, int widthPx, int heightPx, int perPixel) {

    /**
     * @throws IllegalArgumentException if there are other numbers of bytes or of samples
     */
    FrameSamples {
        if (perPixel != 1 && perPixel != 3 || bytes.length < widthPx * heightPx * perPixel) {
            throw new IllegalArgumentException(
                    "%d bytes for %d x %d pixels of %d samples"
                            .formatted(bytes.length, widthPx, heightPx, perPixel));
        }
    }

    /** Number of samples of a row. */
    int rowLength() {
        return widthPx * perPixel;
    }
}
