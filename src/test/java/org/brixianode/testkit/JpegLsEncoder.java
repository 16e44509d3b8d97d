package org.brixianode.testkit;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Writes JPEG-LS code streams of one component with default thresholds (ISO/IEC 14495-1 A).
 *
 * @param precision bits per sample, 8 to 16
 * @param near largest deviation; 0 is lossless
 * @param restartLines lines between restart markers, 0 for none
 */
public record JpegLsEncoder(int precision, int near, int restartLines) {

    private static final int[] RUN_BITS = {
        0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12,
        13, 14, 15
    };

    private static final int RESET = 64;

    public static JpegLsEncoder lossless(int precision) {
        return new JpegLsEncoder(precision, 0, 0);
    }

    public byte[] encode(short[] cells, int columns) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int lines = cells.length / columns;
        bytes(out, 0xff, 0xd8, 0xff, 0xf7, 0, 11, precision);
        bytes(out, lines >> 8, lines, columns >> 8, columns, 1, 1, 0x11, 0);
        if (restartLines > 0) {
            bytes(out, 0xff, 0xdd, 0, 4, restartLines >> 8, restartLines);
        }
        bytes(out, 0xff, 0xda, 0, 8, 1, 1, 0, near, 0, 0);
        int perInterval = restartLines == 0 ? lines : restartLines;
        for (int first = 0; first < lines; first += perInterval) {
            if (first > 0) {
                bytes(out, 0xff, 0xd0 + (first / perInterval - 1) % 8);
            }
            int end = Math.min(lines, first + perInterval);
            new Interval(out, columns)
                    .encode(Arrays.copyOfRange(cells, first * columns, end * columns));
        }
        bytes(out, 0xff, 0xd9);
        return out.toByteArray();
    }

    private static void bytes(ByteArrayOutputStream out, int... values) {
        for (int value : values) {
            out.write(value);
        }
    }

    /** Encodes the lines between two restart markers. */
    private final class Interval {

        private final int maxValue = (1 << precision) - 1;
        private final int step = 2 * near + 1;
        private final int range = (maxValue + 2 * near) / step + 1;
        private final int errorBits = Integer.SIZE - Integer.numberOfLeadingZeros(range - 1);
        private final int limit = 2 * (precision + Math.max(8, precision));
        private final int[] thresholds = thresholds();

        private final int[] a = new int[367];
        private final int[] b = new int[367];
        private final int[] c = new int[367];
        private final int[] n = new int[367];
        private final int[] negatives = new int[2];
        private int runIndex;

        private final Bits bits;
        private final int columns;
        private int[] above;
        private int[] line;

        Interval(ByteArrayOutputStream out, int columns) {
            bits = new Bits(out);
            this.columns = columns;
            above = new int[columns + 2];
            line = new int[columns + 2];
            Arrays.fill(a, Math.max(2, (range + 32) / 64));
            Arrays.fill(n, 1);
        }

        private int[] thresholds() {
            int factor = (Math.min(maxValue, 4095) + 128) / 256;
            return new int[] {
                near + 1,
                Math.min(maxValue, factor + 2 + 3 * near),
                Math.min(maxValue, factor * 4 + 3 + 5 * near),
                Math.min(maxValue, factor * 17 + 4 + 7 * near)
            };
        }

        void encode(short[] cells) {
            for (int start = 0; start < cells.length; start += columns) {
                line[0] = above[1];
                above[columns + 1] = above[columns];
                for (int x = 0; x < columns; x++) {
                    line[x + 1] = cells[start + x] & 0xffff;
                }
                for (int x = 1; x <= columns; ) {
                    x = encodeFrom(x);
                }
                int[] finished = line;
                line = above;
                above = finished;
            }
            bits.flush();
        }

        private int encodeFrom(int x) {
            int context =
                    81 * region(above[x + 1] - above[x])
                            + 9 * region(above[x] - above[x - 1])
                            + region(above[x - 1] - line[x - 1]);
            if (context == 0) {
                return encodeRun(x);
            }
            int q = Math.abs(context);
            int sign = context < 0 ? -1 : 1;
            int predicted = clamped(predicted(x) + sign * c[q]);
            int error = quantized(sign * (line[x] - predicted));
            line[x] = reconstructed(predicted, sign * error);
            int k = codeLength(q, a[q]);
            boolean turned = near == 0 && k == 0 && 2 * b[q] <= -n[q];
            int mapped = turned ? -error - 1 : error;
            golomb(k, mapped >= 0 ? 2 * mapped : -2 * mapped - 1, limit);
            update(q, error);
            return x + 1;
        }

        private int region(int gradient) {
            int magnitude = 0;
            while (magnitude < 4 && Math.abs(gradient) >= thresholds[magnitude]) {
                magnitude++;
            }
            return gradient < 0 ? -magnitude : magnitude;
        }

        private int predicted(int x) {
            int left = line[x - 1];
            int up = above[x];
            int plane = left + up - above[x - 1];
            return Math.max(Math.min(left, up), Math.min(Math.max(left, up), plane));
        }

        private int clamped(int value) {
            return Math.max(0, Math.min(maxValue, value));
        }

        /** The error in steps, modulo the range. */
        private int quantized(int difference) {
            int steps = difference > 0 ? (near + difference) / step : -((near - difference) / step);
            int positive = steps < 0 ? steps + range : steps;
            return positive >= (range + 1) / 2 ? positive - range : positive;
        }

        private int reconstructed(int predicted, int error) {
            int value = predicted + error * step;
            if (value < -near) {
                return clamped(value + range * step);
            }
            return clamped(value > maxValue + near ? value - range * step : value);
        }

        private int codeLength(int q, int sum) {
            int k = 0;
            while (n[q] << k < sum) {
                k++;
            }
            return k;
        }

        private void golomb(int k, int value, int longest) {
            int most = longest - errorBits - 1;
            if (value >> k < most) {
                bits.put(0, value >> k);
                bits.put(1, 1);
                bits.put(value, k);
            } else {
                bits.put(0, most);
                bits.put(1, 1);
                bits.put(value - 1, errorBits);
            }
        }

        private void update(int q, int error) {
            a[q] += Math.abs(error);
            b[q] += error * step;
            halve(q);
            n[q]++;
            if (b[q] <= -n[q]) {
                b[q] = Math.max(b[q] + n[q], 1 - n[q]);
                c[q] = Math.max(-128, c[q] - 1);
            } else if (b[q] > 0) {
                b[q] = Math.min(b[q] - n[q], 0);
                c[q] = Math.min(127, c[q] + 1);
            }
        }

        private boolean halve(int q) {
            if (n[q] != RESET) {
                return false;
            }
            a[q] >>= 1;
            b[q] >>= 1;
            n[q] >>= 1;
            return true;
        }

        private int encodeRun(int x) {
            int left = line[x - 1];
            int end = x;
            while (end <= columns && Math.abs(line[end] - left) <= near) {
                line[end++] = left;
            }
            int length = end - x;
            while (length >= 1 << RUN_BITS[runIndex]) {
                bits.put(1, 1);
                length -= 1 << RUN_BITS[runIndex];
                runIndex = Math.min(31, runIndex + 1);
            }
            if (end > columns) {
                if (length > 0) {
                    bits.put(1, 1);
                }
                return end;
            }
            bits.put(0, 1);
            bits.put(length, RUN_BITS[runIndex]);
            encodeInterruption(left, end);
            return end + 1;
        }

        private void encodeInterruption(int left, int x) {
            int up = above[x];
            int type = Math.abs(left - up) <= near ? 1 : 0;
            int sign = type == 0 && left > up ? -1 : 1;
            int predicted = type == 1 ? left : up;
            int error = quantized(sign * (line[x] - predicted));
            line[x] = reconstructed(predicted, sign * error);
            int q = 365 + type;
            int k = codeLength(q, a[q] + type * (n[q] >> 1));
            boolean often = 2 * negatives[type] >= n[q];
            boolean map = error > 0 && k == 0 && !often || error < 0 && (k != 0 || often);
            int mapped = 2 * Math.abs(error) - type - (map ? 1 : 0);
            golomb(k, mapped, limit - RUN_BITS[runIndex] - 1);
            negatives[type] += error < 0 ? 1 : 0;
            a[q] += (mapped + 1 - type) >> 1;
            if (halve(q)) {
                negatives[type] >>= 1;
            }
            n[q]++;
            runIndex = Math.max(0, runIndex - 1);
        }
    }

    /** A byte of ones is followed by a zero bit. */
    private static final class Bits {

        private final ByteArrayOutputStream out;
        private int pending;
        private int room = Byte.SIZE;

        Bits(ByteArrayOutputStream out) {
            this.out = out;
        }

        void put(int value, int bits) {
            for (int i = bits - 1; i >= 0; i--) {
                int bit = i >= Integer.SIZE ? 0 : value >> i & 1;
                pending |= bit << --room;
                if (room == 0) {
                    write();
                }
            }
        }

        private void write() {
            out.write(pending);
            room = pending == 0xff ? Byte.SIZE - 1 : Byte.SIZE;
            pending = 0;
        }

        void flush() {
            if (room < Byte.SIZE) {
                write();
            }
            if (room < Byte.SIZE) {
                write();
            }
        }
    }
}
