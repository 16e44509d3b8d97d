package org.brixianode.testkit;

import java.io.ByteArrayOutputStream;

/**
 * Writes JPEG code streams of one component with 12 bits, Extended Sequential (ISO/IEC 10918-1 F).
 *
 * @param quantization step of every coefficient
 * @param restartBlocks blocks between restart markers, 0 for none
 */
public record ExtendedJpegEncoder(int quantization, int restartBlocks) {

    private static final int SIDE = 8;
    private static final int MIDDLE = 2048;

    /** All codes of a table have the same length, so that each is its symbol. */
    private static final int DC_BITS = 5;

    private static final int AC_BITS = 9;
    private static final int DC_CODES = 16;
    private static final int AC_CODES = 255;

    private static final int[] ZIGZAG = zigzag();

    /** The best quality: a step of 1. */
    public static ExtendedJpegEncoder fine() {
        return new ExtendedJpegEncoder(1, 0);
    }

    public byte[] encode(short[] cells, int columns) {
        int lines = cells.length / columns;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writeHeader(out, columns, lines);
        LosslessJpegEncoder.Bits bits = new LosslessJpegEncoder.Bits(out);
        int dc = 0;
        int blocks = 0;
        for (int y = 0; y < lines; y += SIDE) {
            for (int x = 0; x < columns; x += SIDE, blocks++) {
                if (restartBlocks > 0 && blocks > 0 && blocks % restartBlocks == 0) {
                    bits.flush();
                    bytes(out, 0xff, 0xd0 + (blocks / restartBlocks - 1) % 8);
                    dc = 0;
                }
                int[] block = coefficients(cells, columns, lines, x, y);
                put(bits, category(block[0] - dc), DC_BITS, block[0] - dc);
                dc = block[0];
                putOthers(bits, block);
            }
        }
        bits.flush();
        bytes(out, 0xff, 0xd9);
        return out.toByteArray();
    }

    private void writeHeader(ByteArrayOutputStream out, int columns, int lines) {
        bytes(out, 0xff, 0xd8, 0xff, 0xdb, 0, 3 + SIDE * SIDE, 0);
        for (int i = 0; i < SIDE * SIDE; i++) {
            out.write(quantization);
        }
        bytes(out, 0xff, 0xc1, 0, 11, 12);
        bytes(out, lines >> 8, lines, columns >> 8, columns, 1, 1, 0x11, 0);
        writeTable(out, 0, DC_BITS, DC_CODES);
        writeTable(out, 0x10, AC_BITS, AC_CODES);
        if (restartBlocks > 0) {
            bytes(out, 0xff, 0xdd, 0, 4, restartBlocks >> 8, restartBlocks);
        }
        bytes(out, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0);
    }

    private static void writeTable(ByteArrayOutputStream out, int id, int length, int codes) {
        int size = 3 + 16 + codes;
        bytes(out, 0xff, 0xc4, size >> 8, size, id);
        for (int i = 1; i <= 16; i++) {
            out.write(i == length ? codes : 0);
        }
        for (int symbol = 0; symbol < codes; symbol++) {
            out.write(symbol);
        }
    }

    private static void putOthers(LosslessJpegEncoder.Bits bits, int[] block) {
        int zeros = 0;
        for (int i = 1; i < block.length; i++) {
            if (block[i] == 0) {
                zeros++;
                continue;
            }
            for (; zeros > 15; zeros -= 16) {
                bits.put(0xf0, AC_BITS);
            }
            put(bits, zeros << 4 | category(block[i]), AC_BITS, block[i]);
            zeros = 0;
        }
        if (zeros > 0) {
            bits.put(0, AC_BITS);
        }
    }

    private static void put(LosslessJpegEncoder.Bits bits, int symbol, int length, int value) {
        int category = category(value);
        bits.put(symbol, length);
        bits.put(value > 0 ? value : value + (1 << category) - 1, category);
    }

    private static int category(int value) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(value));
    }

    /** Quantized coefficients in zigzag order; the picture's edges are repeated. */
    private int[] coefficients(short[] cells, int columns, int lines, int x0, int y0) {
        double[][] rows = new double[SIDE][SIDE];
        for (int y = 0; y < SIDE; y++) {
            int line = Math.min(lines - 1, y0 + y);
            for (int x = 0; x < SIDE; x++) {
                rows[y][x] =
                        (cells[line * columns + Math.min(columns - 1, x0 + x)] & 0xffff) - MIDDLE;
            }
        }
        double[][] frequencies = transposedDct(transposedDct(rows));
        int[] block = new int[SIDE * SIDE];
        for (int i = 0; i < block.length; i++) {
            double value = frequencies[ZIGZAG[i] / SIDE][ZIGZAG[i] % SIDE];
            block[i] = (int) Math.round(value / quantization);
        }
        return block;
    }

    private static double[][] transposedDct(double[][] rows) {
        double[][] result = new double[SIDE][SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int u = 0; u < SIDE; u++) {
                double sum = 0;
                for (int x = 0; x < SIDE; x++) {
                    sum += rows[y][x] * Math.cos((2 * x + 1) * u * Math.PI / 16);
                }
                result[u][y] = sum / 2 * (u == 0 ? Math.sqrt(0.5) : 1);
            }
        }
        return result;
    }

    private static int[] zigzag() {
        int[] order = new int[SIDE * SIDE];
        int next = 0;
        for (int sum = 0; sum < 2 * SIDE - 1; sum++) {
            for (int i = 0; i <= sum; i++) {
                int row = sum % 2 == 0 ? sum - i : i;
                int column = sum - row;
                if (row < SIDE && column < SIDE) {
                    order[next++] = row * SIDE + column;
                }
            }
        }
        return order;
    }

    private static void bytes(ByteArrayOutputStream out, int... values) {
        for (int value : values) {
            out.write(value);
        }
    }
}
