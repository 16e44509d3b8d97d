package org.brixianode.network;

import org.brixianode.model.Architecture;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * ResNet-18 with pre-activation, the encoder of segmentation and score (figure 4, "shared
 * backbone"). Sides below are for an input of 512.
 *
 * @param relu0 after the first convolution, 256 x 256
 * @param stages the four stages
 * @param relu1 after the last unit, 16 x 16
 */
record Backbone(Operand<TFloat32> relu0, Stage[] stages, Operand<TFloat32> relu1) {

    /**
     * First activations of a stage's two units; the first still has the previous stage's size.
     *
     * @param unit1 {@code stage{s}_unit1_relu1}
     * @param unit2 {@code stage{s}_unit2_relu1}
     */
    record Stage(Operand<TFloat32> unit1, Operand<TFloat32> unit2) {}

    private static final int UNITS = 2;
    private static final int FIRST_KERNEL = 7;

    /**
     * @param image {@code [N, S, S, 1]} in 0..1
     */
    static Backbone build(Layers layers, Architecture architecture, Operand<TFloat32> image) {
        int first = architecture.stageFilters().get(0);
        Operand<TFloat32> x =
                layers.batchNormWithoutScale("bn_data", image, Layers.BACKBONE_EPSILON);
        Layers.Norm bn0 = new Layers.Norm("bn0", Layers.BACKBONE_EPSILON);
        Operand<TFloat32> relu0 =
                layers.relu(layers.padConvNorm("conv0", bn0, x, first, FIRST_KERNEL, 2));
        x = layers.maxPool(layers.zeroPad(relu0, 1), 3, 2);

        Stage[] stages = new Stage[architecture.stageFilters().size()];
        for (int s = 0; s < stages.length; s++) {
            Unit[] units = new Unit[UNITS];
            for (int u = 0; u < UNITS; u++) {
                units[u] = Unit.build(layers, s, u, architecture.stageFilters().get(s), x);
                x = units[u].output();
            }
            stages[s] = new Stage(units[0].activated(), units[1].activated());
        }
        Operand<TFloat32> relu1 = layers.relu(layers.batchNorm("bn1", x, Layers.BACKBONE_EPSILON));
        return new Backbone(relu0, stages, relu1);
    }

    /**
     * One residual unit.
     *
     * @param activated its input, normalised and activated
     * @param output its sum
     */
    private record Unit(Operand<TFloat32> activated, Operand<TFloat32> output) {

        static Unit build(Layers layers, int stage, int unit, int filters, Operand<TFloat32> x) {
            String name = "stage%d_unit%d_".formatted(stage + 1, unit + 1);
            int stride = unit == 0 && stage > 0 ? 2 : 1;
            Operand<TFloat32> activated =
                    layers.relu(layers.batchNorm(name + "bn1", x, Layers.BACKBONE_EPSILON));
            Operand<TFloat32> shortcut =
                    unit == 0 ? layers.shortcut(name + "sc", activated, filters, stride) : x;
            Layers.Norm bn2 = new Layers.Norm(name + "bn2", Layers.BACKBONE_EPSILON);
            Operand<TFloat32> y =
                    layers.relu(
                            layers.padConvNorm(name + "conv1", bn2, activated, filters, 3, stride));
            y = layers.padConv(name + "conv2", y, filters, 3, 1);
            return new Unit(activated, layers.tf.math.add(y, shortcut));
        }
    }
}
