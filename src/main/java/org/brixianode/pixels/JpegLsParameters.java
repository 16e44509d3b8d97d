package org.brixianode.pixels;

import java.io.IOException;

/**
 * Coding parameters of a JPEG-LS scan and what follows from them (ISO/IEC 14495-1 A.2, C.2.4.1.1).
 *
 * @param maxValue MAXVAL, the largest sample
 * @param near NEAR, the largest deviation; 0 is lossless
 * @param t1 first threshold of gradients
 * @param t2 second threshold
 * @param t3 third threshold
 * @param reset RESET, the count at which statistics are halved
 */
record JpegLsParameters(int maxValue, int near, int t1, int t2, int t3, int reset) {

    private static final int MIN_BITS = 2;
    private static final int MAX_BITS = 16;
    private static final int MAX_NEAR = 255;
    private static final int DEFAULT_RESET = 64;
    private static final int MIN_RESET = 3;

    /** Default thresholds of 8 bits, and the part of each that does not grow with the range. */
    private static final int T1 = 3;

    private static final int T2 = 7;
    private static final int T3 = 21;
    private static final int FIXED_T1 = 2;
    private static final int FIXED_T2 = 3;
    private static final int FIXED_T3 = 4;

    /** Defaults grow with the range up to 12 bits. */
    private static final int LARGEST_FOR_DEFAULTS = 4095;

    private static final int SMALL_RANGE = 128;

    /**
     * @throws IOException if a parameter is out of its range
     */
    static JpegLsParameters of(JpegHeader header) throws IOException {
        int precision = header.frame().precision();
        if (precision < MIN_BITS || precision > MAX_BITS) {
            throw new IOException("JPEG-LS samples of " + precision + " bits");
        }
        JpegHeader.Presets presets = header.presets();
        int largest = (1 << precision) - 1;
        int maxValue = or(presets.maxValue(), largest);
        int near = header.scan().predictor();
        int t1 = or(presets.t1(), defaultT1(maxValue, near));
        int t2 = or(presets.t2(), defaultT2(maxValue, near, t1));
        JpegLsParameters parameters =
                new JpegLsParameters(
                        maxValue,
                        near,
                        t1,
                        t2,
                        or(presets.t3(), defaultT3(maxValue, near, t2)),
                        or(presets.reset(), DEFAULT_RESET));
        if (maxValue > largest || !parameters.isValid()) {
            throw new IOException(
                    "JPEG-LS parameters out of range for %d bits: %s"
                            .formatted(precision, parameters));
        }
        return parameters;
    }

    private boolean isValid() {
        return near <= Math.min(MAX_NEAR, maxValue / 2)
                && t1 > near
                && t2 >= t1
                && t3 >= t2
                && maxValue >= t3
                && reset >= MIN_RESET
                && reset <= Math.max(MAX_NEAR, maxValue);
    }

    private static int or(int value, int byDefault) {
        return value == 0 ? byDefault : value;
    }

    private static int defaultT1(int maxValue, int near) {
        return clamped(threshold(T1, FIXED_T1, maxValue, 3 * near), near + 1, maxValue);
    }

    private static int defaultT2(int maxValue, int near, int t1) {
        return clamped(threshold(T2, FIXED_T2, maxValue, 5 * near), t1, maxValue);
    }

    private static int defaultT3(int maxValue, int near, int t2) {
        return clamped(threshold(T3, FIXED_T3, maxValue, 7 * near), t2, maxValue);
    }

    private static int threshold(int basic, int fixed, int maxValue, int deviation) {
        if (maxValue >= SMALL_RANGE) {
            int factor = Math.min(maxValue, LARGEST_FOR_DEFAULTS) + SMALL_RANGE >> Byte.SIZE;
            return factor * (basic - fixed) + fixed + deviation;
        }
        int factor = (1 << Byte.SIZE) / (maxValue + 1);
        return Math.max(fixed, basic / factor + deviation);
    }

    private static int clamped(int value, int least, int maxValue) {
        return value < least || value > maxValue ? least : value;
    }

    /** Distance of two reconstructed values, 2 NEAR + 1. */
    int step() {
        return 2 * near + 1;
    }

    /** RANGE: number of values of a prediction error. */
    int range() {
        return (maxValue + 2 * near) / step() + 1;
    }

    /** qbpp: bits of a prediction error. */
    int errorBits() {
        return bitsFor(range());
    }

    /** LIMIT: length of the longest code in bits, at most 64. */
    int limit() {
        int bits = Math.max(MIN_BITS, bitsFor(maxValue + 1));
        return 2 * (bits + Math.max(Byte.SIZE, bits));
    }

    private static int bitsFor(int values) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(values - 1);
    }

    /** For each gradient from -MAXVAL to MAXVAL its region, -4 to 4 (A.3.3). */
    byte[] regions() {
        byte[] regions = new byte[2 * maxValue + 1];
        for (int gradient = 0; gradient <= maxValue; gradient++) {
            byte region = region(gradient);
            regions[maxValue + gradient] = region;
            regions[maxValue - gradient] = (byte) -region;
        }
        return regions;
    }

    private byte region(int gradient) {
        if (gradient <= near) {
            return 0;
        }
        if (gradient < t1) {
            return 1;
        }
        if (gradient < t2) {
            return 2;
        }
        return (byte) (gradient < t3 ? 3 : 4);
    }
}
