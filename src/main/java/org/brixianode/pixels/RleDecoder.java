package org.brixianode.pixels;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * RLE Lossless (PS3.5 G): a header of 64 bytes, then one PackBits segment per byte of a cell, the
 * most significant byte first.
 */
final class RleDecoder implements FrameDecoder {

    private static final int HEADER_BYTES = 64;
    private static final int NO_OPERATION = -128;

    @Override
    public short[] decode(byte[] frame, PixelFormat format) throws IOException {
        if (frame.length < HEADER_BYTES) {
            throw new EOFException("the RLE header ends early");
        }
        ByteBuffer header = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        int segments = header.getInt(0);
        if (segments != format.bitsAllocated() / Byte.SIZE) {
            throw new IOException(
                    segments + " RLE segments for " + format.bitsAllocated() + " bits a pixel");
        }
        short[] cells = new short[format.pixels()];
        for (int segment = 0; segment < segments; segment++) {
            int start = header.getInt(Integer.BYTES * (segment + 1));
            int shift = Byte.SIZE * (segments - 1 - segment);
            unpack(frame, start, cells, shift);
        }
        return cells;
    }

    /** Fills one byte of every cell. Bytes after that of the last cell are padding. */
    private static void unpack(byte[] frame, int start, short[] cells, int shift)
            throws IOException {
        int from = start;
        int to = 0;
        while (to < cells.length) {
            int control = byteAt(frame, from++);
            if (control == NO_OPERATION) {
                continue;
            }
            boolean literal = control >= 0;
            int end = Math.min(cells.length, to + 1 + Math.abs(control));
            while (to < end) {
                cells[to++] |= (short) ((byteAt(frame, from) & 0xff) << shift);
                from += literal ? 1 : 0;
            }
            from += literal ? 0 : 1;
        }
    }

    private static byte byteAt(byte[] frame, int index) throws EOFException {
        if (index < HEADER_BYTES || index >= frame.length) {
            throw new EOFException("an RLE segment ends early");
        }
        return frame[index];
    }
}
