package org.brixianode.pixels;

import java.io.IOException;
import java.util.Arrays;

/**
 * JPEG Extended with 12 bits, Huffman coded, sequential, one component (ISO/IEC 10918-1 F, process
 * 4; docs/adr/0019).
 */
final class ExtendedJpeg {

    private static final int SIDE = 8;
    private static final int COEFFICIENTS = SIDE * SIDE;
    private static final int MAX_CATEGORY = 15;

    /** A run of 16 zeros, not the end of the block (F.1.2.2.1). */
    private static final int LONGEST_ZERO_RUN = 15;

    /** For each coefficient in the order of the code stream its index in the block (A.3.6). */
    private static final int[] ZIGZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27,
        20, 13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
        58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63
    };

    private final HuffmanTable dcTable;
    private final HuffmanTable acTable;
    private final int[] steps;
    private final int interval;
    private final JpegBits bits;
    private final int width;
    private final int height;
    private final short[] samples;
    private final int[] block = new int[COEFFICIENTS];
    private final InverseDct inverse;
    private int dc;

    private ExtendedJpeg(JpegHeader header, byte[] codeStream) throws IOException {
        dcTable = header.table();
        acTable = header.acTable();
        steps = header.quantization();
        interval = header.restartInterval();
        bits = new JpegBits(codeStream, header.dataStart());
        width = header.frame().samplesPerLine();
        height = header.frame().lines();
        samples = new short[width * height];
        inverse = new InverseDct(header.frame().precision());
    }

    /** Decodes one sample per pixel; the sizes in the header have been checked. */
    static short[] decode(JpegHeader header, byte[] codeStream) throws IOException {
        return new ExtendedJpeg(header, codeStream).decode();
    }

    private short[] decode() throws IOException {
        int blocks = 0;
        for (int y = 0; y < height; y += SIDE) {
            for (int x = 0; x < width; x += SIDE) {
                if (interval > 0 && blocks == interval) {
                    bits.restart();
                    dc = 0;
                    blocks = 0;
                }
                blocks++;
                decodeBlock();
                inverse.transform(block);
                copy(x, y);
            }
        }
        return samples;
    }

    /** F.2.2.1, F.2.2.2. */
    private void decodeBlock() throws IOException {
        Arrays.fill(block, 0);
        dc += value(dcTable.decode(bits));
        block[0] = dc * steps[0];
        for (int i = 1; i < COEFFICIENTS; i++) {
            int symbol = acTable.decode(bits);
            int zeros = symbol >> 4;
            int category = symbol & 0x0f;
            if (category == 0 && zeros < LONGEST_ZERO_RUN) {
                return;
            }
            i += zeros;
            if (i >= COEFFICIENTS) {
                throw new IOException("a JPEG block with too many coefficients");
            }
            block[ZIGZAG[i]] = value(category) * steps[i];
        }
    }

    /** F.2.2.1, EXTEND. */
    private int value(int category) throws IOException {
        if (category == 0) {
            return 0;
        }
        if (category > MAX_CATEGORY) {
            throw new IOException("a JPEG coefficient of " + category + " bits");
        }
        int value = bits.take(category);
        return value < 1 << category - 1 ? value - (1 << category) + 1 : value;
    }

    private void copy(int x, int y) {
        int columns = Math.min(SIDE, width - x);
        int rows = Math.min(SIDE, height - y);
        for (int row = 0; row < rows; row++) {
            int to = (y + row) * width + x;
            for (int column = 0; column < columns; column++) {
                samples[to + column] = (short) block[row * SIDE + column];
            }
        }
    }
}
