package org.brixianode.pixels;

import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;

/**
 * The bits of the pixels of a grey-scale image within their cells (PS3.3 C.7.6.3.1.1, PS3.5 8.1.1).
 *
 * @param rows height in pixels
 * @param columns width in pixels
 * @param bitsAllocated bits of a cell, 8 or 16
 * @param bitsStored bits of a cell that carry the value, 8 to 16
 * @param highBit index of the value's highest bit in the cell
 * @param signed whether the value is in two's complement
 */
record PixelFormat(
        int rows, int columns, int bitsAllocated, int bitsStored, int highBit, boolean signed) {

    private static final int MIN_BITS = 8;

    /**
     * Reads and checks the format before memory is allocated according to it.
     *
     * @throws NotScorable if sizes or bits are invalid or out of bounds
     */
    static PixelFormat of(Attributes header, PixelsConfig config) throws NotScorable {
        int allocated = header.getInt(Tag.BitsAllocated, 0);
        int stored = header.getInt(Tag.BitsStored, allocated);
        PixelFormat format =
                new PixelFormat(
                        header.getInt(Tag.Rows, 0),
                        header.getInt(Tag.Columns, 0),
                        allocated,
                        stored,
                        header.getInt(Tag.HighBit, stored - 1),
                        header.getInt(Tag.PixelRepresentation, 0) == 1);
        format.checkSize(config);
        format.checkBits();
        return format;
    }

    private void checkSize(PixelsConfig config) throws NotScorable {
        String size = columns + " x " + rows + " pixels";
        if (Math.min(rows, columns) < config.minSidePx()) {
            throw new NotScorable(
                    size + ", a side is shorter than pixels.min-side = " + config.minSidePx());
        }
        if ((long) rows * columns > config.maxPixels()) {
            throw new NotScorable(
                    size + ", more in all than pixels.max-pixels = " + config.maxPixels());
        }
    }

    private void checkBits() throws NotScorable {
        boolean supported =
                (bitsAllocated == Byte.SIZE || bitsAllocated == Short.SIZE)
                        && bitsStored >= MIN_BITS
                        && bitsStored <= highBit + 1
                        && highBit < bitsAllocated;
        if (!supported) {
            throw new NotScorable(
                    "pixels of %d bits in cells of %d with high bit %d are not supported"
                            .formatted(bitsStored, bitsAllocated, highBit));
        }
    }

    /** A copy with the value in other bits. */
    PixelFormat withBits(int stored, int high) {
        return new PixelFormat(rows, columns, bitsAllocated, stored, high, signed);
    }

    int pixels() {
        return rows * columns;
    }

    /** Length of the native frame. */
    long frameBytes() {
        return (long) pixels() * (bitsAllocated / Byte.SIZE);
    }

    /** Number of values of a pixel. */
    int levels() {
        return 1 << bitsStored;
    }

    /** The value's bits without the other bits of the cell, 0 to {@link #levels()} - 1. */
    int code(short cell) {
        return (cell & 0xffff) >>> (highBit + 1 - bitsStored) & levels() - 1;
    }

    /** The stored pixel value of the bits, sign extended. */
    int value(int code) {
        return signed && code >= levels() / 2 ? code - levels() : code;
    }
}
