package org.brixianode.model;

import java.nio.file.Path;
import org.tensorflow.SavedModelBundle;
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
     * For graphs that are used briefly: without graph rewriting, which for a large graph takes
     * longer than many steps.
     */
    public static ConfigProto asWritten() {
        return builder(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)).build();
    }

    /**
     * For training and what it is fed with: operations run one after the other in the caller's
     * thread. Otherwise chance decides which thread runs an operation, and oneDNN, which keeps its
     * kernels by thread, may divide the operation's work, and so its sums, otherwise in another
     * thread. An operation itself uses several threads as before.
     */
    public static ConfigProto repeatable() {
        return asWritten().toBuilder().setInterOpParallelismThreads(-1).build();
    }

    /** A session with its graph as written that does not use a GPU. */
    public static ConfigProto cpuAsWritten() {
        return asWritten().toBuilder().putDeviceCount("GPU", 0).build();
    }

    /**
     * A model with its variables, on the CPU and with its graph as written: to read weights from.
     *
     * @param folder of a SavedModel
     */
    public static SavedModelBundle bundle(Path folder) {
        return SavedModelBundle.loader(folder.toString())
                .withTags(SavedModelBundle.DEFAULT_TAG)
                .withConfigProto(cpuAsWritten())
                .load();
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
