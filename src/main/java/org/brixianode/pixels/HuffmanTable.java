package org.brixianode.pixels;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A Huffman table of a JPEG code stream (ISO/IEC 10918-1 B.2.4.2, C), looked up by 16 bits. */
final class HuffmanTable {

    private static final int LONGEST_CODE = 16;

    /**
     * For each value of the next 16 bits: length of the code at their start (0: none), and above it
     * the symbol.
     */
    private final short[] entries = new short[1 << LONGEST_CODE];

    private HuffmanTable() {}

    /** Reads lengths and symbols; the table's class and id have been read. */
    static HuffmanTable read(ByteBuffer segment) throws IOException {
        byte[] codesOfLength = new byte[LONGEST_CODE];
        segment.get(codesOfLength);
        HuffmanTable table = new HuffmanTable();
        int code = 0;
        for (int length = 1; length <= LONGEST_CODE; length++) {
            for (int n = codesOfLength[length - 1] & 0xff; n > 0; n--) {
                table.add(code++, length, segment.get() & 0xff);
            }
            code <<= 1;
        }
        return table;
    }

    private void add(int code, int length, int symbol) throws IOException {
        int unused = LONGEST_CODE - length;
        int end = code + 1 << unused;
        if (end > entries.length) {
            throw new IOException("a JPEG Huffman table with too many codes");
        }
        for (int bits = code << unused; bits < end; bits++) {
            entries[bits] = (short) (symbol << 8 | length);
        }
    }

    /** The next symbol, 0 to 255. */
    int decode(JpegBits bits) throws IOException {
        int entry = entries[bits.peek(LONGEST_CODE)];
        int length = entry & 0xff;
        if (length == 0) {
            throw new IOException("a JPEG code that is not in its table");
        }
        bits.skip(length);
        return entry >>> 8 & 0xff;
    }
}
