package org.brixianode.network;

import java.util.ArrayList;
import java.util.List;
import org.brixianode.model.Architecture;
import org.brixianode.model.ZoneBoxes;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * One small classifier per zone: three times convolution, normalisation, swish, then four maps, one
 * per grade, whose averages are the zone's logits. With shared sides a zone and its mirrored
 * counterpart go through the same head.
 */
final class Heads {

    private static final int DEPTH = 3;
    private static final int GRADES = 4;

    private final Layers layers;
    private final Architecture architecture;

    private Heads(Layers layers, Architecture architecture) {
        this.layers = layers;
        this.architecture = architecture;
    }

    /**
     * @param pyramid {@code [6 N, h, h, C]}
     * @return maps before the average, {@code [N, 6, h, h, 4]}, zones in the order of the network
     */
    static Operand<TFloat32> build(
            Layers layers, Architecture architecture, Operand<TFloat32> pyramid) {
        return new Heads(layers, architecture).build(pyramid);
    }

    private Operand<TFloat32> build(Operand<TFloat32> pyramid) {
        Ops tf = layers.tf;
        int side = (int) Layers.height(pyramid);
        int channels = (int) Layers.channels(pyramid);
        int zonesPerHead = architecture.sharedSides() ? 2 : 1;
        int heads = ZoneBoxes.COUNT / zonesPerHead;
        Operand<TFloat32> byHead =
                tf.reshape(pyramid, tf.array(-1, heads, zonesPerHead, side, side, channels));
        List<Operand<TFloat32>> maps = new ArrayList<>();
        for (int head = 0; head < heads; head++) {
            Operand<TFloat32> own =
                    tf.slice(
                            byHead,
                            tf.array(0, head, 0, 0, 0, 0),
                            tf.array(-1, 1, zonesPerHead, side, side, channels));
            Operand<TFloat32> map = head(head, tf.reshape(own, tf.array(-1, side, side, channels)));
            maps.add(tf.reshape(map, tf.array(-1, zonesPerHead, side, side, GRADES)));
        }
        return tf.concat(maps, tf.constant(1));
    }

    private Operand<TFloat32> head(int index, Operand<TFloat32> x) {
        String name = index == 0 ? "retina_net_classifier" : "retina_net_classifier_" + index;
        for (int i = 0; i < DEPTH; i++) {
            String block = name + "/conv_block_" + i;
            Layers.Norm norm =
                    new Layers.Norm(block + "/batch_normalization", Layers.KERAS_EPSILON);
            x =
                    layers.swish(
                            layers.convBiasNorm(
                                    block + "/conv2d", norm, x, architecture.headFilters(), 3));
        }
        return layers.convBias(name + "/conv2d", x, GRADES, 3);
    }
}
