package org.brixianode.lab.train;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.brixianode.network.Weights;

/** Identifies configuration, samples and start weights of a checkpoint. */
final class Fingerprint {

    /**
     * @param validation the validation set
     * @param start the given start weights, before missing values are added
     */
    static String of(
            TrainingConfig config, List<Sample> samples, List<Sample> validation, Weights start) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(text(config).getBytes(StandardCharsets.UTF_8));
            List<Sample> all = new ArrayList<>(samples);
            all.addAll(validation);
            for (Sample sample : all) {
                digest.update(sample.name().getBytes(StandardCharsets.UTF_8));
                digest.update(bytes(Arrays.hashCode(sample.image())));
                digest.update(bytes(Arrays.hashCode(sample.whole())));
                digest.update(bytes(sample.lungs().map(l -> Arrays.hashCode(l.mask())).orElse(0)));
                digest.update(
                        Arrays.deepToString(sample.scores()).getBytes(StandardCharsets.UTF_8));
            }
            update(digest, start);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** With the names of earlier builds, so that their checkpoints can be resumed. */
    private static String text(TrainingConfig config) {
        return config.toString()
                .replace("stage=BRANCH", "stage=READER")
                .replace("branchHeightPx=", "readerHeightPx=");
    }

    private static void update(MessageDigest digest, Weights start) {
        for (Map.Entry<String, Weights.Value> entry : start.asMap().entrySet()) {
            digest.update(entry.getKey().getBytes(StandardCharsets.UTF_8));
            digest.update(
                    Arrays.toString(entry.getValue().shape()).getBytes(StandardCharsets.UTF_8));
            float[] values = entry.getValue().values();
            ByteBuffer bits = ByteBuffer.allocate(values.length * Float.BYTES);
            bits.asFloatBuffer().put(values);
            digest.update(bits);
        }
    }

    private static byte[] bytes(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    private Fingerprint() {}
}
