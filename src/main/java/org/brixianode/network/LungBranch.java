package org.brixianode.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.brixianode.model.ZoneBoxes;
import org.brixianode.network.VariableSpec.Initial;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;

/**
 * Scores each zone from a crop of its lung with a backbone that was pre-trained on photographs:
 * features of {@link EfficientNetLite}, averaged over each zone's part of the lung, and one linear
 * layer. Variables keep the prefix {@code reader_} of earlier models.
 */
final class LungBranch {

    /** The parts of the branch. */
    static final Set<Part> PARTS = Set.of(Part.BRANCH_TRUNK, Part.BRANCH, Part.BRANCH_HEAD);

    private static final String FEATURES = "reader_features";
    private static final String LOGITS = "reader_logits";
    private static final int GRADES = 4;
    private static final int SIDES = 2;
    private static final float LEAST_WEIGHT = 1e-5f;

    /**
     * Logits of the zones.
     *
     * @param logits {@code [N, 6, 4]}, zones in the order of the network
     * @param places contribution of each position of a crop, 0 for the mean features of the
     *     training images: {@code [2 N, a, b, 4]}
     */
    record Output(Operand<TFloat32> logits, Operand<TFloat32> places) {}

    private final Ops tf;
    private final Layers head;
    private final List<Operand<TFloat32>> features;
    private final int channels;

    private LungBranch(Layers head, List<Operand<TFloat32>> features) {
        this.tf = head.tf;
        this.head = head;
        this.features = features;
        this.channels = features.stream().mapToInt(each -> (int) Layers.channels(each)).sum();
    }

    /** Means of the features over each zone of the lung: {@code [6 N, 432]}. */
    static Operand<TFloat32> zoneFeatures(Layers trunk, Layers backbone, LungCrops crops) {
        return new LungBranch(backbone, features(trunk, backbone, crops)).zoneMeans(crops.zones());
    }

    private static List<Operand<TFloat32>> features(
            Layers trunk, Layers backbone, LungCrops crops) {
        return EfficientNetLite.features(backbone, EfficientNetLite.trunk(trunk, crops.pictures()));
    }

    /** The features' mean and variance, for standardisation. */
    static List<VariableSpec> statistics(int channels) {
        return Layers.statistics(FEATURES, Part.BRANCH_HEAD, channels);
    }

    static Output read(
            Layers trunk,
            Layers backbone,
            Layers head,
            LungCrops crops,
            BsNet.Regulariser regulariser) {
        LungBranch branch = new LungBranch(head, features(trunk, backbone, crops));
        return new Output(branch.logits(crops.zones(), regulariser), branch.places());
    }

    private Operand<TFloat32> logits(Operand<TFloat32> zones, BsNet.Regulariser regulariser) {
        Operand<TFloat32> even = head.standardised(FEATURES, zoneMeans(zones));
        Operand<TFloat32> kept =
                regulariser.onPyramid(
                        regulariser.onZones(tf.reshape(even, tf.array(-1, 1, 1, channels))));
        Operand<TFloat32> flat = tf.reshape(kept, tf.array(-1, channels));
        Operand<TFloat32> input =
                tf.concat(List.of(flat, ZonePooling.rows(tf, flat)), tf.constant(1));
        Operand<TFloat32> logits = head.dense(LOGITS, input, GRADES, Initial.ZEROS, Initial.ZEROS);
        return tf.reshape(logits, tf.array(-1, ZoneBoxes.COUNT, GRADES));
    }

    private Operand<TFloat32> zoneMeans(Operand<TFloat32> zones) {
        return tf.concat(
                features.stream().map(feature -> zoneMeans(feature, zones)).toList(),
                tf.constant(1));
    }

    private Operand<TFloat32> zoneMeans(Operand<TFloat32> feature, Operand<TFloat32> zones) {
        int own = (int) Layers.channels(feature);
        int places = (int) (Layers.height(feature) * Layers.width(feature));
        Operand<TFloat32> weights =
                tf.math.add(
                        tf.reshape(
                                averaged(zones, Layers.height(feature)),
                                tf.array(-1, places, ZoneBoxes.ROW_COUNT)),
                        tf.constant(LEAST_WEIGHT));
        Operand<TFloat32> sums =
                tf.train.batchMatMul(
                        weights,
                        tf.reshape(feature, tf.array(-1, places, own)),
                        TFloat32.class,
                        BatchMatMul.adjX(true));
        Operand<TFloat32> all =
                tf.reshape(tf.sum(weights, tf.array(1)), tf.array(-1, ZoneBoxes.ROW_COUNT, 1));
        return inOrder(tf.math.div(sums, all), own);
    }

    /** Zone masks at a feature's size. */
    private Operand<TFloat32> averaged(Operand<TFloat32> zones, long height) {
        List<Long> step = Layers.strides(Layers.height(zones) / height);
        return tf.nn.avgPool(zones, step, step, "VALID");
    }

    /** From rows of each lung to zones in the order of the network: {@code [6 N, C]}. */
    private Operand<TFloat32> inOrder(Operand<TFloat32> byLung, int own) {
        Operand<TFloat32> bySide =
                tf.reshape(byLung, tf.array(SIDES, -1, ZoneBoxes.ROW_COUNT, own));
        return tf.reshape(tf.linalg.transpose(bySide, tf.array(1, 2, 0, 3)), tf.array(-1, own));
    }

    /** The linear layer applied at every position instead of to the means. */
    private Operand<TFloat32> places() {
        Operand<TFloat32> kernel =
                head.variable(
                        LOGITS + "/kernel", Initial.ZEROS, channels + ZoneBoxes.ROW_COUNT, GRADES);
        Operand<TFloat32> scaled =
                tf.math.mul(
                        tf.slice(kernel, tf.array(0, 0), tf.array(channels, GRADES)),
                        tf.reshape(head.scale(FEATURES, channels), tf.array(channels, 1)));
        int height = (int) Layers.height(features.get(0));
        int width = (int) Layers.width(features.get(0));
        List<Operand<TFloat32>> parts = new ArrayList<>();
        int from = 0;
        for (Operand<TFloat32> feature : features) {
            int own = (int) Layers.channels(feature);
            Operand<TFloat32> output =
                    tf.linalg.matMul(
                            tf.reshape(feature, tf.array(-1, own)),
                            tf.slice(scaled, tf.array(from, 0), tf.array(own, GRADES)));
            Operand<TFloat32> map =
                    tf.reshape(
                            output,
                            tf.array(
                                    -1,
                                    (int) Layers.height(feature),
                                    (int) Layers.width(feature),
                                    GRADES));
            parts.add(
                    tf.image.resizeBilinear(
                            map, tf.array(height, width), ResizeBilinear.halfPixelCenters(true)));
            from += own;
        }
        Operand<TFloat32> atTheMean =
                tf.linalg.matMul(
                        tf.reshape(head.mean(FEATURES, channels), tf.array(1, channels)), scaled);
        return tf.math.sub(tf.math.addN(parts), tf.reshape(atTheMean, tf.array(1, 1, 1, GRADES)));
    }
}
