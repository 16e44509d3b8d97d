package org.brixianode.model;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/** How TensorFlow sessions are set up. */
public final class Sessions {

    /** On whichever device the native library brings, with as many threads as it likes. */
    public static ConfigProto standard() {
        return builder().build();
    }

    /** A session that leaves a present GPU alone. */
    public static ConfigProto cpuOnly() {
        return builder().putDeviceCount("GPU", 0).build();
    }

    /**
     * For graphs that are trained or used for a moment: as they are written, since rewriting a
     * large one takes longer than many steps.
     */
    public static ConfigProto asWritten() {
        return builder(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)).build();
    }

    /** The same without a GPU. */
    static ConfigProto cpuAsWritten() {
        return asWritten().toBuilder().putDeviceCount("GPU", 0).build();
    }

    /**
     * The memory optimiser is off: it gains nothing here and warns about every operation whose
     * batch size it cannot know. A second round of the others takes a second and changes no time
     * that was measured.
     */
    private static ConfigProto.Builder builder() {
        return builder(
                RewriterConfig.newBuilder()
                        .setMemoryOptimization(RewriterConfig.MemOptType.NO_MEM_OPT)
                        .setMetaOptimizerIterations(RewriterConfig.NumIterationsType.ONE));
    }

    private static ConfigProto.Builder builder(RewriterConfig.Builder rewriting) {
        return ConfigProto.newBuilder()
                .setAllowSoftPlacement(true)
                .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewriting));
    }

    private Sessions() {}
}
