package org.brixianode.pixels;

import java.io.EOFException;
import java.io.IOException;

/** Entropy-coded data of a JPEG scan, bit by bit (ISO/IEC 10918-1 F.2.2.5). */
final class JpegBits {

    private static final int FIRST_RESTART = 0xd0;
    private static final int LAST_RESTART = 0xd7;
    private static final int MARKER_BYTES = 2;

    private final byte[] data;
    private int next;

    /** Bit buffer; the next bit is the highest of the lowest {@link #count}. */
    private long ahead;

    private int count;

    /** Number of the lowest buffered bits that are beyond the end of the data. */
    private int missing;

    JpegBits(byte[] data, int start) {
        this.data = data;
        this.next = start;
    }

    /** The next 1 to 16 bits without consuming them; zeros beyond the end of the data. */
    int peek(int bits) {
        while (count < bits) {
            ahead = ahead << Byte.SIZE | nextByte();
            count += Byte.SIZE;
        }
        return (int) (ahead >>> count - bits) & (1 << bits) - 1;
    }

    private int nextByte() {
        boolean marker =
                next >= data.length
                        || data[next] == (byte) 0xff
                                && (next + 1 >= data.length || data[next + 1] != 0);
        if (marker) {
            missing += Byte.SIZE;
            return 0;
        }
        int value = data[next] & 0xff;
        next += value == 0xff ? MARKER_BYTES : 1;
        return value;
    }

    /** Consumes bits after {@link #peek}. */
    void skip(int bits) throws EOFException {
        count -= bits;
        if (count < missing) {
            throw new EOFException("the JPEG code stream ends in its scan");
        }
    }

    int take(int bits) throws EOFException {
        int value = peek(bits);
        skip(bits);
        return value;
    }

    /** Skips the restart marker that is expected here. */
    void restart() throws IOException {
        int marker = next + 1 < data.length ? data[next + 1] & 0xff : 0;
        if (count - missing >= Byte.SIZE || marker < FIRST_RESTART || marker > LAST_RESTART) {
            throw new IOException("no JPEG restart marker where one is expected");
        }
        next += MARKER_BYTES;
        count = 0;
        missing = 0;
    }
}
