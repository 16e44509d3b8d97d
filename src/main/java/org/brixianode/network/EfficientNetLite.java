package org.brixianode.network;

import java.util.ArrayList;
import java.util.List;
import org.brixianode.model.Architecture;
import org.brixianode.network.VariableSpec.Initial;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * EfficientNet-Lite0 (Tan and Le 2019, the variant for mobile devices, without squeeze and
 * excitation) up to its last block. Its normalisation is folded into kernels and biases, and it has
 * one grey input channel instead of three colours.
 */
final class EfficientNetLite {

    /** Factor by which the last features are smaller than the image. */
    static final int REDUCTION = Architecture.BRANCH_REDUCTION;

    /** Stages that are never trained: their features suit any image. */
    private static final int FIXED_STAGES = 3;

    private static final int STEM_FILTERS = 32;
    private static final int STEM_SIZE = 3;

    /** The weights were trained on (x - 127) / 128 of 0..255. */
    private static final float GREYS = 255;

    private static final float MIDDLE_GREY = 127;
    private static final float GREY_SCALE = 128;

    /**
     * @param blocks how many follow each other
     * @param size of the depthwise kernel
     * @param stride of the first block
     * @param expansion expansion factor of the width within a block
     * @param filters output channels
     */
    private record Stage(int blocks, int size, int stride, int expansion, int filters) {}

    private static final List<Stage> STAGES =
            List.of(
                    new Stage(1, 3, 1, 1, 16),
                    new Stage(2, 3, 2, 6, 24),
                    new Stage(2, 5, 2, 6, 40),
                    new Stage(3, 3, 2, 6, 80),
                    new Stage(3, 5, 1, 6, 112),
                    new Stage(4, 5, 2, 6, 192),
                    new Stage(1, 3, 1, 6, 320));

    /** Stages whose features are used: the last before the final halving, and the last. */
    private static final List<Integer> READ_STAGES = List.of(4, 6);

    private final Layers layers;
    private final Ops tf;

    private EfficientNetLite(Layers layers) {
        this.layers = layers;
        this.tf = layers.tf;
    }

    /**
     * The first stages.
     *
     * @param grey {@code [N, h, w, 1]} in 0..1, both sides multiples of 32
     * @return {@code [N, h / 8, w / 8, 40]}
     */
    static Operand<TFloat32> trunk(Layers layers, Operand<TFloat32> grey) {
        EfficientNetLite net = new EfficientNetLite(layers);
        Operand<TFloat32> x =
                net.relu(net.conv("reader_stem", net.scaled(grey), STEM_FILTERS, STEM_SIZE, 2));
        for (int stage = 0; stage < FIXED_STAGES; stage++) {
            x = net.stage(stage, x);
        }
        return x;
    }

    /**
     * The rest.
     *
     * @param trunk output of {@link #trunk}
     * @return {@code [N, h / 16, w / 16, 112]} and {@code [N, h / 32, w / 32, 320]}
     */
    static List<Operand<TFloat32>> features(Layers layers, Operand<TFloat32> trunk) {
        EfficientNetLite net = new EfficientNetLite(layers);
        List<Operand<TFloat32>> read = new ArrayList<>();
        Operand<TFloat32> x = trunk;
        for (int stage = FIXED_STAGES; stage < STAGES.size(); stage++) {
            x = net.stage(stage, x);
            if (READ_STAGES.contains(stage)) {
                read.add(x);
            }
        }
        return read;
    }

    private Operand<TFloat32> scaled(Operand<TFloat32> grey) {
        return tf.math.mul(
                tf.math.sub(tf.math.mul(grey, tf.constant(GREYS)), tf.constant(MIDDLE_GREY)),
                tf.constant(1 / GREY_SCALE));
    }

    private Operand<TFloat32> stage(int index, Operand<TFloat32> input) {
        Stage stage = STAGES.get(index);
        Operand<TFloat32> x = input;
        for (int block = 0; block < stage.blocks(); block++) {
            String name = "reader_stage%d_block%d".formatted(index + 1, block + 1);
            x = block(name, x, stage, block == 0 ? stage.stride() : 1);
        }
        return x;
    }

    /**
     * Inverted residual block: expand, depthwise convolution, project, and a shortcut where shapes
     * agree.
     */
    private Operand<TFloat32> block(String name, Operand<TFloat32> x, Stage stage, int stride) {
        int wide = (int) Layers.channels(x) * stage.expansion();
        Operand<TFloat32> y = x;
        if (stage.expansion() > 1) {
            y = relu(conv(name + "_expand", y, wide, 1, 1));
        }
        y = relu(depthwise(name + "_depthwise", y, stage.size(), stride));
        y = conv(name + "_project", y, stage.filters(), 1, 1);
        boolean same = stride == 1 && Layers.channels(x) == stage.filters();
        return same ? tf.math.add(x, y) : y;
    }

    private Operand<TFloat32> conv(
            String name, Operand<TFloat32> x, int filters, int size, int stride) {
        return layers.convBias(name, x, filters, size, stride);
    }

    private Operand<TFloat32> depthwise(String name, Operand<TFloat32> x, int size, int stride) {
        long channels = Layers.channels(x);
        Operand<TFloat32> kernel =
                layers.variable(name + "/kernel", Initial.HE_UNIFORM, size, size, channels, 1);
        Operand<TFloat32> y =
                tf.nn.depthwiseConv2dNative(x, kernel, Layers.strides(stride), "SAME");
        return tf.nn.biasAdd(y, layers.variable(name + "/bias", Initial.ZEROS, channels));
    }

    private Operand<TFloat32> relu(Operand<TFloat32> x) {
        return tf.nn.relu6(x);
    }
}
