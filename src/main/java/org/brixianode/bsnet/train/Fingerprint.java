package org.brixianode.bsnet.train;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Tells whether a checkpoint belongs to this configuration and these samples. */
final class Fingerprint {

    static String of(TrainingConfig config, List<Sample> samples) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(config.toString().getBytes(StandardCharsets.UTF_8));
            for (Sample sample : samples) {
                digest.update(sample.name().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) Arrays.hashCode(sample.image()));
                digest.update(
                        Arrays.deepToString(sample.scores()).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private Fingerprint() {}
}
