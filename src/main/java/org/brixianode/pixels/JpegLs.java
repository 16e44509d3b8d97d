package org.brixianode.pixels;

import java.io.IOException;
import java.util.Arrays;

/**
 * JPEG-LS, lossless and near-lossless, one component of 2 to 16 bits (ISO/IEC 14495-1,
 * docs/adr/0019).
 *
 * <p>Variables of the standard: the neighbours Ra, Rb, Rc, Rd of a sample are left, up, diagonal
 * (up left) and right (up right); A, B, C, N, Nn are the statistics of a context.
 */
final class JpegLs {

    private static final int RUN_CONTEXT = 365;
    private static final int CONTEXTS = RUN_CONTEXT + 2;
    private static final int REGIONS = 9;
    private static final int MAX_CORRECTION = 127;
    private static final int MAX_ERROR = 0xffff;

    /** J: for each run index the length of a run segment as a power of two (A.7.1). */
    private static final int[] RUN_BITS = {
        0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12,
        13, 14, 15
    };

    private final JpegLsBits bits;
    private final int restartLines;
    private final int width;
    private final short[] samples;

    private final int maxValue;
    private final int near;
    private final int step;
    private final int range;
    private final int errorBits;
    private final int limit;
    private final int reset;
    private final byte[] regions;

    private final int[] a = new int[CONTEXTS];
    private final int[] b = new int[CONTEXTS];
    private final int[] c = new int[CONTEXTS];
    private final int[] n = new int[CONTEXTS];
    private final int[] negatives = new int[2];
    private int runIndex;

    /** The line above and the current one, with a sample before and one after. */
    private int[] above;

    private int[] line;

    private JpegLs(JpegHeader header, byte[] codeStream) throws IOException {
        JpegLsParameters parameters = JpegLsParameters.of(header);
        maxValue = parameters.maxValue();
        near = parameters.near();
        step = parameters.step();
        range = parameters.range();
        errorBits = parameters.errorBits();
        limit = parameters.limit();
        reset = parameters.reset();
        regions = parameters.regions();
        restartLines = header.restartInterval();
        bits = new JpegLsBits(codeStream, header.dataStart());
        width = header.frame().samplesPerLine();
        samples = new short[width * header.frame().lines()];
        above = new int[width + 2];
        line = new int[width + 2];
    }

    /**
     * Decodes one sample per pixel; the sizes in the header have been checked.
     *
     * @throws NotScorable if samples are indices of a mapping table or shifted
     * @throws IOException if the code stream is damaged
     */
    static short[] decode(JpegHeader header, byte[] codeStream) throws IOException, NotScorable {
        JpegHeader.Scan scan = header.scan();
        if (scan.tables() != 0 || scan.pointTransform() != 0) {
            throw new NotScorable(
                    "JPEG-LS with a mapping table or a point transform is not decoded here");
        }
        return new JpegLs(header, codeStream).decode();
    }

    private short[] decode() throws IOException {
        int left = 0;
        for (int start = 0; start < samples.length; start += width) {
            if (left == 0) {
                if (start > 0) {
                    bits.restart();
                }
                initialize();
                left = restartLines == 0 ? Integer.MAX_VALUE : restartLines;
            }
            left--;
            decodeLine();
            for (int i = 0; i < width; i++) {
                samples[start + i] = (short) line[i + 1];
            }
            int[] finished = line;
            line = above;
            above = finished;
        }
        return samples;
    }

    /** A.2.1, A.8. */
    private void initialize() {
        Arrays.fill(a, Math.max(2, range + 32 >> 6));
        Arrays.fill(b, 0);
        Arrays.fill(c, 0);
        Arrays.fill(n, 1);
        Arrays.fill(negatives, 0);
        Arrays.fill(above, 0);
        Arrays.fill(line, 0);
        runIndex = 0;
    }

    /** A.2.1, A.3: the samples beyond the ends are those next to them in the line above. */
    private void decodeLine() throws IOException {
        int[] up = above;
        int[] now = line;
        now[0] = up[1];
        up[width + 1] = up[width];
        int x = 1;
        while (x <= width) {
            int rb = up[x];
            int rc = up[x - 1];
            int ra = now[x - 1];
            int context =
                    (regions[up[x + 1] - rb + maxValue] * REGIONS + regions[rb - rc + maxValue])
                                    * REGIONS
                            + regions[rc - ra + maxValue];
            if (context == 0) {
                x = decodeRun(x);
            } else {
                now[x++] = decodeSample(context, predicted(ra, rb, rc));
            }
        }
    }

    /** A.4.1. */
    private static int predicted(int left, int up, int diagonal) {
        int least = Math.min(left, up);
        int most = Math.max(left, up);
        if (diagonal >= most) {
            return least;
        }
        return diagonal <= least ? most : left + up - diagonal;
    }

    /** A.4.2 to A.6. */
    private int decodeSample(int signedContext, int predicted) throws IOException {
        int sign = signedContext >> Integer.SIZE - 1;
        int q = (signedContext ^ sign) - sign;
        int corrected = clamped(predicted + (c[q] ^ sign) - sign);
        int k = codeLength(n[q], a[q]);
        int code = golomb(k, limit);
        int error = code >>> 1 ^ -(code & 1);
        if (near == 0 && k == 0 && 2 * b[q] <= -n[q]) {
            error = ~error;
        }
        if (Math.abs(error) > MAX_ERROR) {
            throw new IOException("a JPEG-LS prediction error out of range");
        }
        update(q, error);
        return reconstructed(corrected, (error ^ sign) - sign);
    }

    /** k: the number of low bits of a Golomb code (A.5.1). */
    private static int codeLength(int count, int sum) {
        int k =
                Math.max(
                        0, Integer.numberOfLeadingZeros(count) - Integer.numberOfLeadingZeros(sum));
        return count << k < sum ? k + 1 : k;
    }

    /** A.5.3. */
    private int golomb(int k, int longest) throws IOException {
        int most = longest - errorBits - 1;
        int high = bits.zeros(most);
        if (high == most) {
            return bits.take(errorBits) + 1;
        }
        return k == 0 ? high : high << k | bits.take(k);
    }

    /** A.6. */
    private void update(int q, int error) {
        int count = n[q];
        int sum = a[q] + Math.abs(error);
        int bias = b[q] + error * step;
        if (count == reset) {
            sum >>= 1;
            bias >>= 1;
            count >>= 1;
        }
        count++;
        if (bias <= -count) {
            bias = Math.max(bias + count, 1 - count);
            c[q] = Math.max(c[q] - 1, -MAX_CORRECTION - 1);
        } else if (bias > 0) {
            bias = Math.min(bias - count, 0);
            c[q] = Math.min(c[q] + 1, MAX_CORRECTION);
        }
        a[q] = sum;
        b[q] = bias;
        n[q] = count;
    }

    /** A.4.4, A.4.5. */
    private int reconstructed(int predicted, int error) {
        int value = predicted + error * step;
        if (value < -near) {
            value += range * step;
        } else if (value > maxValue + near) {
            value -= range * step;
        }
        return clamped(value);
    }

    private int clamped(int value) {
        return Math.max(0, Math.min(maxValue, value));
    }

    /**
     * Decodes a run and the sample that ends it (A.7).
     *
     * @return the position after them
     */
    private int decodeRun(int x) throws IOException {
        int left = line[x - 1];
        int end = x + runLength(width + 1 - x);
        Arrays.fill(line, x, end, left);
        if (end > width) {
            return end;
        }
        line[end] = decodeInterruption(left, above[end]);
        return end + 1;
    }

    /** A.7.1. */
    private int runLength(int most) throws IOException {
        int length = 0;
        while (bits.take(1) == 1) {
            int segment = 1 << RUN_BITS[runIndex];
            if (segment <= most - length && runIndex < RUN_BITS.length - 1) {
                runIndex++;
            }
            length += Math.min(segment, most - length);
            if (length == most) {
                return length;
            }
        }
        length += RUN_BITS[runIndex] == 0 ? 0 : bits.take(RUN_BITS[runIndex]);
        if (length > most) {
            throw new IOException("a JPEG-LS run beyond the end of its line");
        }
        return length;
    }

    /** A.7.2. */
    private int decodeInterruption(int left, int up) throws IOException {
        int type = Math.abs(left - up) <= near ? 1 : 0;
        int q = RUN_CONTEXT + type;
        int k = codeLength(n[q], a[q] + (n[q] >> 1) * type);
        int code = golomb(k, limit - RUN_BITS[runIndex] - 1);
        int mapped = code + type;
        int magnitude = mapped + 1 >> 1;
        boolean odd = (mapped & 1) == 1;
        boolean negative = magnitude > 0 && (k != 0 || 2 * negatives[type] >= n[q]) == odd;
        if (magnitude > MAX_ERROR) {
            throw new IOException("a JPEG-LS prediction error out of range");
        }
        if (negative) {
            negatives[type]++;
        }
        a[q] += code + 1 - type >> 1;
        if (n[q] == reset) {
            a[q] >>= 1;
            n[q] >>= 1;
            negatives[type] >>= 1;
        }
        n[q]++;
        runIndex = Math.max(0, runIndex - 1);
        int error = negative ? -magnitude : magnitude;
        return type == 1
                ? reconstructed(left, error)
                : reconstructed(up, left > up ? -error : error);
    }
}
