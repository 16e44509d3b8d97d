package org.brixianode.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes RLE Lossless frames (PS3.5 G). */
public final class RleEncoder {

    private static final int HEADER_BYTES = 64;
    private static final int LONGEST_RUN = 128;

    /** Encodes cells of 8 or 16 bits, one segment per byte, every row for itself. */
    public static byte[] encode(short[] cells, int columns, int bitsAllocated) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream segments = new ByteArrayOutputStream();
        header.putInt(bitsAllocated / Byte.SIZE);
        for (int shift = bitsAllocated - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            header.putInt(HEADER_BYTES + segments.size());
            for (int start = 0; start < cells.length; start += columns) {
                packRow(cells, start, start + columns, shift, segments);
            }
            if (segments.size() % 2 == 1) {
                segments.write(0);
            }
        }
        return ByteBuffer.allocate(HEADER_BYTES + segments.size())
                .put(header.array())
                .put(segments.toByteArray())
                .array();
    }

    private static void packRow(
            short[] cells, int start, int end, int shift, ByteArrayOutputStream out) {
        int i = start;
        while (i < end) {
            int run = run(cells, i, end, shift);
            if (run > 1) {
                out.write(1 - run);
                out.write(cells[i] >> shift);
                i += run;
            } else {
                int literal = literal(cells, i, end, shift);
                out.write(literal - 1);
                for (int k = 0; k < literal; k++) {
                    out.write(cells[i + k] >> shift);
                }
                i += literal;
            }
        }
    }

    private static int run(short[] cells, int start, int end, int shift) {
        int length = 1;
        while (start + length < end
                && length < LONGEST_RUN
                && (byte) (cells[start + length] >> shift) == (byte) (cells[start] >> shift)) {
            length++;
        }
        return length;
    }

    private static int literal(short[] cells, int start, int end, int shift) {
        int length = 1;
        while (start + length < end
                && length < LONGEST_RUN
                && run(cells, start + length, end, shift) < 3) {
            length++;
        }
        return length;
    }

    private RleEncoder() {}
}
