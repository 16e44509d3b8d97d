package org.brixianode.testkit;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.brixianode.network.VariableSpec;

/**
 * Values for every variable of the network that follow from its name and the position within it: no
 * two axes and no two variables are alike, so that whatever is swapped shows.
 */
public final class KnownWeights {

    /** Row by row. */
    public static float[] of(VariableSpec spec) {
        String name = spec.name();
        double[] range = range(spec);
        int seed = crc(name);
        float[] values = new float[spec.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (range[0] + (range[1] - range[0]) * uniform(i, seed));
        }
        return values;
    }

    /** Known values with which lungs are neither all nor nothing and the alignment is near 1. */
    public static float[] lively(VariableSpec spec) {
        float[] values = of(spec);
        for (int i = 0; i < values.length; i++) {
            switch (spec.name()) {
                case "final_conv/kernel" -> values[i] *= 4;
                case "stn/locnet_alignment/kernel" -> values[i] *= 0.0625f;
                case "stn/locnet_alignment/bias" ->
                        values[i] = values[i] * 0.5f + (i == 0 || i == 4 ? 0.875f : 0);
                default -> {}
            }
        }
        return values;
    }

    private static double[] range(VariableSpec spec) {
        return switch (spec.name().substring(spec.name().lastIndexOf('/') + 1)) {
            case "gamma" -> new double[] {0.7, 1.3};
            case "moving_variance" -> new double[] {0.5, 2};
            case "moving_mean" -> new double[] {-0.3, 0.3};
            case "bias", "beta" -> new double[] {-0.2, 0.2};
            default -> kernelRange(spec);
        };
    }

    private static double[] kernelRange(VariableSpec spec) {
        long[] shape = spec.shape();
        double limit = Math.sqrt(6.0 * shape[shape.length - 1] / spec.size());
        return new double[] {-limit, limit};
    }

    private static int crc(String name) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    /** MurmurHash3's last mixing, to 24 bits of 0..1. */
    private static double uniform(int index, int seed) {
        int x = index * 0x9E3779B1 + seed;
        x = (x ^ x >>> 16) * 0x85EBCA6B;
        x = (x ^ x >>> 13) * 0xC2B2AE35;
        x ^= x >>> 16;
        return (x >>> 8) / (double) (1 << 24);
    }

    private KnownWeights() {}
}
