package org.brixianode.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * RLE Lossless (PS3.5 G): a header of 64 bytes, then one PackBits segment for each sample of a
 * pixel; no run crosses the end of a row (G.3.1).
 */
final class RleEncoder {

    private static final int HEADER_BYTES = 64;

    /** Longest run and longest sequence of literal bytes (G.3.1). */
    private static final int LONGEST = 128;

    /** A shorter run inside of literals does not make the segment smaller. */
    private static final int LEAST_RUN = 3;

    /** The frame as one fragment. */
    static byte[] encode(FrameSamples frame) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(frame.perPixel());
        ByteArrayOutputStream segments = new ByteArrayOutputStream(frame.bytes().length);
        byte[] row = new byte[frame.widthPx()];
        for (int sample = 0; sample < frame.perPixel(); sample++) {
            header.putInt(HEADER_BYTES + segments.size());
            for (int y = 0; y < frame.heightPx(); y++) {
                int from = y * frame.rowLength() + sample;
                for (int x = 0; x < row.length; x++) {
                    row[x] = frame.bytes()[from + x * frame.perPixel()];
                }
                pack(row, segments);
            }
            if (segments.size() % 2 == 1) {
                segments.write(0);
            }
        }
        byte[] all = new byte[HEADER_BYTES + segments.size()];
        System.arraycopy(header.array(), 0, all, 0, HEADER_BYTES);
        System.arraycopy(segments.toByteArray(), 0, all, HEADER_BYTES, segments.size());
        return all;
    }

    private static void pack(byte[] row, ByteArrayOutputStream out) {
        int literals = 0;
        int x = 0;
        while (x < row.length) {
            int run = run(row, x);
            if (run >= LEAST_RUN) {
                literal(row, literals, x, out);
                out.write(1 - run);
                out.write(row[x]);
                literals = x + run;
            }
            x += run >= LEAST_RUN ? run : 1;
        }
        literal(row, literals, row.length, out);
    }

    /** Number of equal bytes from a position on, at most {@link #LONGEST}. */
    private static int run(byte[] row, int from) {
        int end = Math.min(row.length, from + LONGEST);
        int to = from + 1;
        while (to < end && row[to] == row[from]) {
            to++;
        }
        return to - from;
    }

    private static void literal(byte[] row, int from, int end, ByteArrayOutputStream out) {
        for (int start = from; start < end; start += LONGEST) {
            int count = Math.min(LONGEST, end - start);
            out.write(count - 1);
            out.write(row, start, count);
        }
    }

    private RleEncoder() {}
}
