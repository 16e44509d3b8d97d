package org.brixianode.model;

import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/** How TensorFlow sessions are set up. */
public final class Sessions {

    /** On the native library's default device and number of threads. */
    public static ConfigProto standard() {
        return builder().build();
    }

    /** A session that does not use a GPU. */
    public static ConfigProto cpuOnly() {
        return builder().putDeviceCount("GPU", 0).build();
    }

    /**
     * For graphs that are trained or used briefly: without graph rewriting, which for a large graph
     * takes longer than many steps.
     */
    public static ConfigProto asWritten() {
        return builder(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)).build();
    }

    /** The same without a GPU. */
    static ConfigProto cpuAsWritten() {
        return asWritten().toBuilder().putDeviceCount("GPU", 0).build();
    }

    /**
     * The memory optimiser is off: it gains nothing here and logs a warning for every operation
     * with an unknown batch size. A second iteration of the other optimisers takes a second and
     * made no measured difference.
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
