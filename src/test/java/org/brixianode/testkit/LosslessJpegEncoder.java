package org.brixianode.testkit;

import java.io.ByteArrayOutputStream;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Writes JPEG Lossless code streams of one component (ISO/IEC 10918-1 H).
 *
 * @param precision bits per sample, 2 to 16
 * @param predictor 1 to 7
 * @param pointTransform low bits that are left out
 * @param restartLines lines between restart markers, 0 for none
 */
public record LosslessJpegEncoder(
        int precision, int predictor, int pointTransform, int restartLines) {

    private static final int CATEGORIES = 17;

    /** Code lengths by descending frequency; they leave the code of all ones free. */
    private static final int[] LENGTHS = {2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    /** First-Order Prediction, Selection Value 1, without restarts. */
    public static LosslessJpegEncoder sv1(int precision) {
        return new LosslessJpegEncoder(precision, 1, 0, 0);
    }

    public byte[] encode(short[] cells, int columns) {
        int[] samples = new int[cells.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (cells[i] & 0xffff) >> pointTransform;
        }
        int[] differences = differences(samples, columns);
        int[] byRank = rank(differences);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writeHeader(out, byRank, columns, cells.length / columns);
        writeScan(out, differences, byRank, columns);
        out.write(0xff);
        out.write(0xd9);
        return out.toByteArray();
    }

    private int[] differences(int[] samples, int columns) {
        int[] differences = new int[samples.length];
        for (int i = 0; i < samples.length; i++) {
            int line = i / columns;
            boolean first = line == 0 || restartLines > 0 && line % restartLines == 0;
            int difference = samples[i] - prediction(samples, i, columns, first);
            differences[i] = (short) difference == -32768 ? 32768 : (short) difference;
        }
        return differences;
    }

    private int prediction(int[] samples, int i, int columns, boolean firstLine) {
        if (i % columns == 0) {
            return firstLine ? 1 << precision - pointTransform - 1 : samples[i - columns];
        }
        int left = samples[i - 1];
        if (firstLine) {
            return left;
        }
        int above = samples[i - columns];
        int diagonal = samples[i - columns - 1];
        return switch (predictor) {
            case 1 -> left;
            case 2 -> above;
            case 3 -> diagonal;
            case 4 -> left + above - diagonal;
            case 5 -> left + (above - diagonal >> 1);
            case 6 -> above + (left - diagonal >> 1);
            default -> left + above >> 1;
        };
    }

    private static int category(int difference) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(difference));
    }

    private static int[] rank(int[] differences) {
        int[] counts = new int[CATEGORIES];
        for (int difference : differences) {
            counts[category(difference)]++;
        }
        return IntStream.range(0, CATEGORIES)
                .boxed()
                .sorted(Comparator.comparingInt(c -> -counts[c]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private void writeHeader(ByteArrayOutputStream out, int[] byRank, int columns, int lines) {
        bytes(out, 0xff, 0xd8);
        bytes(out, 0xff, 0xc3, 0, 11, precision);
        bytes(out, lines >> 8, lines, columns >> 8, columns, 1, 1, 0x11, 0);
        bytes(out, 0xff, 0xc4, 0, 3 + 16 + CATEGORIES, 0);
        for (int length = 1; length <= 16; length++) {
            int wanted = length;
            out.write((int) IntStream.of(LENGTHS).filter(l -> l == wanted).count());
        }
        bytes(out, byRank);
        if (restartLines > 0) {
            int interval = restartLines * columns;
            bytes(out, 0xff, 0xdd, 0, 4, interval >> 8, interval);
        }
        bytes(out, 0xff, 0xda, 0, 8, 1, 1, 0, predictor, 0, pointTransform);
    }

    private void writeScan(
            ByteArrayOutputStream out, int[] differences, int[] byRank, int columns) {
        int[] codes = new int[CATEGORIES];
        int[] lengths = new int[CATEGORIES];
        int code = 0;
        for (int rank = 0; rank < CATEGORIES; rank++) {
            code = rank == 0 ? 0 : code + 1 << LENGTHS[rank] - LENGTHS[rank - 1];
            codes[byRank[rank]] = code;
            lengths[byRank[rank]] = LENGTHS[rank];
        }
        Bits bits = new Bits(out);
        for (int i = 0; i < differences.length; i++) {
            if (restartLines > 0 && i > 0 && i % (restartLines * columns) == 0) {
                bits.flush();
                bytes(out, 0xff, 0xd0 + (i / (restartLines * columns) - 1) % 8);
            }
            int category = category(differences[i]);
            bits.put(codes[category], lengths[category]);
            if (category > 0 && category < 16) {
                int value = differences[i];
                bits.put(value > 0 ? value : value + (1 << category) - 1, category);
            }
        }
        bits.flush();
    }

    private static void bytes(ByteArrayOutputStream out, int... values) {
        for (int value : values) {
            out.write(value);
        }
    }

    /** Bits of a JPEG scan, with a stuffed byte of zeros after each byte of ones. */
    static final class Bits {

        private final ByteArrayOutputStream out;
        private long pending;
        private int count;

        Bits(ByteArrayOutputStream out) {
            this.out = out;
        }

        void put(int value, int bits) {
            pending = pending << bits | value & (1 << bits) - 1;
            count += bits;
            while (count >= Byte.SIZE) {
                count -= Byte.SIZE;
                int next = (int) (pending >> count) & 0xff;
                out.write(next);
                if (next == 0xff) {
                    out.write(0);
                }
            }
        }

        void flush() {
            if (count > 0) {
                int fill = Byte.SIZE - count;
                put((1 << fill) - 1, fill);
            }
        }
    }
}
