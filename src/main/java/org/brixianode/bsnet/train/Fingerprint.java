package org.brixianode.bsnet.train;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Tells whether a checkpoint belongs to this configuration and these samples. */
final class Fingerprint {

    /**
     * @param watched images that decide when to stop
     */
    static String of(TrainingConfig config, List<Sample> samples, List<Sample> watched) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(config.toString().getBytes(StandardCharsets.UTF_8));
            List<Sample> all = new ArrayList<>(samples);
            all.addAll(watched);
            for (Sample sample : all) {
                digest.update(sample.name().getBytes(StandardCharsets.UTF_8));
                digest.update(bytes(Arrays.hashCode(sample.image())));
                digest.update(bytes(sample.lungs().map(l -> Arrays.hashCode(l.mask())).orElse(0)));
                digest.update(
                        Arrays.deepToString(sample.scores()).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] bytes(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    private Fingerprint() {}
}
