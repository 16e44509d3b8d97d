package org.brixianode.pixels;

import java.io.EOFException;
import java.io.IOException;

/**
 * Entropy-coded data of a JPEG-LS scan, bit by bit: a byte of ones is followed by seven bits, after
 * a stuffed zero (ISO/IEC 14495-1 A.1, C.1).
 */
final class JpegLsBits {

    private static final int ONES = 0xff;
    private static final int FIRST_RESTART = 0xd0;
    private static final int LAST_RESTART = 0xd7;
    private static final int MARKER_BYTES = 2;

    /** At least as many bits are buffered where the data has as many. */
    private static final int FILLED = Long.SIZE - Byte.SIZE + 1;

    private final byte[] data;
    private int next;

    /** The next bits, highest first, and zeros after them. */
    private long ahead;

    private int count;
    private boolean afterOnes;

    JpegLsBits(byte[] data, int start) {
        this.data = data;
        this.next = start;
    }

    private void fill() {
        while (count < FILLED && next < data.length) {
            int value = data[next] & ONES;
            if (value == ONES && (next + 1 >= data.length || data[next + 1] < 0)) {
                return;
            }
            next++;
            count += afterOnes ? Byte.SIZE - 1 : Byte.SIZE;
            ahead |= (long) value << Long.SIZE - count;
            afterOnes = value == ONES;
        }
    }

    /** The next 1 to 31 bits. */
    int take(int bits) throws EOFException {
        if (count < bits) {
            fill();
            if (count < bits) {
                throw ended();
            }
        }
        int value = (int) (ahead >>> Long.SIZE - bits);
        ahead <<= bits;
        count -= bits;
        return value;
    }

    /**
     * The number of zeros before the next one, which is consumed too.
     *
     * @param most the largest number that an encoder writes, at most 56
     * @throws IOException if there are more
     */
    int zeros(int most) throws IOException {
        if (count <= most) {
            fill();
        }
        int zeros = Long.numberOfLeadingZeros(ahead);
        if (zeros >= count) {
            throw ended();
        }
        if (zeros > most) {
            throw new IOException("a JPEG-LS code that is too long");
        }
        ahead <<= zeros + 1;
        count -= zeros + 1;
        return zeros;
    }

    private static EOFException ended() {
        return new EOFException("the JPEG-LS code stream ends in its scan");
    }

    /** Skips the restart marker that is expected here, with the padding before it. */
    void restart() throws IOException {
        fill();
        int marker = next + 1 < data.length ? data[next + 1] & ONES : 0;
        if (count >= Short.SIZE
                || (data[next] & ONES) != ONES
                || marker < FIRST_RESTART
                || marker > LAST_RESTART) {
            throw new IOException("no JPEG-LS restart marker where one is expected");
        }
        next += MARKER_BYTES;
        count = 0;
        ahead = 0;
        afterOnes = false;
    }
}
