package org.brixianode.pixels;

/**
 * Inverse discrete cosine transform of 8 x 8 blocks (ISO/IEC 10918-1 A.3.3) in integers: the
 * factorization of Loeffler, Ligtenberg and Moschytz with 11 multiplications (ICASSP 1989), with
 * the scaling and rounding that the Independent JPEG Group uses for 12 bits, so that the same code
 * stream gives the same samples as in other toolkits.
 */
final class InverseDct {

    private static final int SIDE = 8;

    /** Fraction bits of the constants, and of the values between the two passes. */
    private static final int CONSTANT_BITS = 13;

    private static final int BETWEEN_BITS = 1;

    /** Each pass scales by the square root of 8; the second removes both. */
    private static final int SCALE_BITS = 3;

    private static final int C_0_298631336 = fixed(0.298631336);
    private static final int C_0_390180644 = fixed(0.390180644);
    private static final int C_0_541196100 = fixed(0.541196100);
    private static final int C_0_765366865 = fixed(0.765366865);
    private static final int C_0_899976223 = fixed(0.899976223);
    private static final int C_1_175875602 = fixed(1.175875602);
    private static final int C_1_501321110 = fixed(1.501321110);
    private static final int C_1_847759065 = fixed(1.847759065);
    private static final int C_1_961570560 = fixed(1.961570560);
    private static final int C_2_053119869 = fixed(2.053119869);
    private static final int C_2_562915447 = fixed(2.562915447);
    private static final int C_3_072711026 = fixed(3.072711026);

    private final int middle;
    private final int most;

    /**
     * @param precision bits per sample
     */
    InverseDct(int precision) {
        middle = 1 << precision - 1;
        most = (1 << precision) - 1;
    }

    private static int fixed(double constant) {
        return (int) Math.round(constant * (1 << CONSTANT_BITS));
    }

    /** Replaces the coefficients by samples, both row by row. */
    void transform(int[] block) {
        for (int column = 0; column < SIDE; column++) {
            pass(block, column, SIDE, CONSTANT_BITS - BETWEEN_BITS);
        }
        for (int start = 0; start < block.length; start += SIDE) {
            pass(block, start, 1, CONSTANT_BITS + BETWEEN_BITS + SCALE_BITS);
        }
        for (int i = 0; i < block.length; i++) {
            block[i] = Math.max(0, Math.min(most, block[i] + middle));
        }
    }

    /**
     * Transforms eight values.
     *
     * @param at index of the first value
     * @param stride distance of two values
     * @param shift bits to remove, with rounding
     */
    private static void pass(int[] v, int at, int stride, int shift) {
        int i1 = at + stride;
        int i2 = i1 + stride;
        int i3 = i2 + stride;
        int i4 = i3 + stride;
        int i5 = i4 + stride;
        int i6 = i5 + stride;
        int i7 = i6 + stride;
        int rounding = 1 << shift - 1;

        int turned = (v[i2] + v[i6]) * C_0_541196100;
        int even2 = turned - v[i6] * C_1_847759065;
        int even3 = turned + v[i2] * C_0_765366865;
        int even0 = (v[at] + v[i4] << CONSTANT_BITS) + rounding;
        int even1 = (v[at] - v[i4] << CONSTANT_BITS) + rounding;
        int outer = even0 + even3;
        int inner = even1 + even2;
        int innerDifference = even1 - even2;
        int outerDifference = even0 - even3;

        int sum5 = (v[i7] + v[i3] + v[i5] + v[i1]) * C_1_175875602;
        int sum1 = (v[i7] + v[i1]) * -C_0_899976223;
        int sum2 = (v[i5] + v[i3]) * -C_2_562915447;
        int sum3 = (v[i7] + v[i3]) * -C_1_961570560 + sum5;
        int sum4 = (v[i5] + v[i1]) * -C_0_390180644 + sum5;
        int odd0 = v[i7] * C_0_298631336 + sum1 + sum3;
        int odd1 = v[i5] * C_2_053119869 + sum2 + sum4;
        int odd2 = v[i3] * C_3_072711026 + sum2 + sum3;
        int odd3 = v[i1] * C_1_501321110 + sum1 + sum4;

        v[at] = outer + odd3 >> shift;
        v[i7] = outer - odd3 >> shift;
        v[i1] = inner + odd2 >> shift;
        v[i6] = inner - odd2 >> shift;
        v[i2] = innerDifference + odd1 >> shift;
        v[i5] = innerDifference - odd1 >> shift;
        v[i3] = outerDifference + odd0 >> shift;
        v[i4] = outerDifference - odd0 >> shift;
    }
}
