package org.brixianode.lab.train;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.brixianode.network.Weights;
import org.brixianode.study.Sha256;

/** Identifies configuration, samples and start weights of a checkpoint. */
final class Fingerprint {

    /**
     * @param validation the validation set
     * @param start the given start weights, before missing values are added
     */
    static String of(
            TrainingConfig config, List<Sample> samples, List<Sample> validation, Weights start) {
        Sha256 sha256 = new Sha256().update(text(config));
        List<Sample> all = new ArrayList<>(samples);
        all.addAll(validation);
        for (Sample sample : all) {
            sha256.update(sample.name());
            sha256.update(bytes(Arrays.hashCode(sample.image())));
            sha256.update(bytes(Arrays.hashCode(sample.whole())));
            sha256.update(bytes(sample.lungs().map(l -> Arrays.hashCode(l.mask())).orElse(0)));
            sha256.update(Arrays.deepToString(sample.scores()));
        }
        update(sha256, start);
        return sha256.hex();
    }

    /** With the names of earlier builds, so that their checkpoints can be resumed. */
    private static String text(TrainingConfig config) {
        return config.toString()
                .replace("stage=BRANCH", "stage=READER")
                .replace("branchHeightPx=", "readerHeightPx=");
    }

    private static void update(Sha256 sha256, Weights start) {
        for (Map.Entry<String, Weights.Value> entry : start.asMap().entrySet()) {
            sha256.update(entry.getKey());
            sha256.update(Arrays.toString(entry.getValue().shape()));
            float[] values = entry.getValue().values();
            ByteBuffer bits = ByteBuffer.allocate(values.length * Float.BYTES);
            bits.asFloatBuffer().put(values);
            sha256.update(bits);
        }
    }

    private static ByteBuffer bytes(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(0, value);
    }

    private Fingerprint() {}
}
