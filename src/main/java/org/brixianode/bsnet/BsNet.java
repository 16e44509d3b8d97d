package org.brixianode.bsnet;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;

/**
 * The whole network (Signoroni et al. 2021, figure 4): segmentation, alignment, score.
 *
 * @param lungLogits {@code [N, S, S, 1]}
 * @param lungs their logistic function, 0..1
 * @param affine {@code [N, 2, 3]} from the aligned frame to the image
 * @param alignedLungs {@code [N, S, S, 1]}
 * @param maps the heads' maps, {@code [N, 6, h, h, 4]}, zones row by row
 * @param logits their averages, {@code [N, 6, 4]}
 * @param updates what moves the moving statistics of the parts in training
 */
public record BsNet(
        Operand<TFloat32> lungLogits,
        Operand<TFloat32> lungs,
        Operand<TFloat32> affine,
        Operand<TFloat32> alignedLungs,
        Operand<TFloat32> maps,
        Operand<TFloat32> logits,
        List<Op> updates) {

    /** What training adds to a part's input. */
    public interface Noise {
        /** Nothing. */
        Noise NONE = x -> x;

        Operand<TFloat32> on(Operand<TFloat32> x);
    }

    /**
     * @param image {@code [N, S, S, 1]} in 0..1, preprocessed
     * @param training the parts whose normalisation learns from the batch
     * @param headNoise applied to the heads' input
     */
    public static BsNet build(
            Ops tf,
            Variables variables,
            Architecture architecture,
            Operand<TFloat32> image,
            Set<Part> training,
            Noise headNoise) {
        Layers segmentation = layers(tf, variables, Part.SEGMENTATION, training);
        Backbone backbone = Backbone.build(segmentation, architecture, image);
        Operand<TFloat32> lungLogits = NestedDecoder.build(segmentation, architecture, backbone);
        Operand<TFloat32> lungs = tf.math.sigmoid(lungLogits);

        Layers alignment = layers(tf, variables, Part.ALIGNMENT, training);
        Operand<TFloat32> affine = SpatialTransformer.build(alignment, architecture, lungs);
        Operand<TFloat32> alignedLungs =
                new BilinearSampler(tf, affine, architecture.inputSizePx()).sample(lungs);

        Layers score = layers(tf, variables, Part.SCORE, training);
        List<Operand<TFloat32>> zones = zones(score, architecture, backbone, affine, alignedLungs);
        Operand<TFloat32> pyramid = headNoise.on(Pyramid.build(score, architecture, zones));
        Operand<TFloat32> maps = Heads.build(score, architecture, pyramid);

        List<Op> updates = new ArrayList<>();
        List.of(segmentation, alignment, score).forEach(part -> updates.addAll(part.updates()));
        return new BsNet(
                lungLogits,
                lungs,
                affine,
                alignedLungs,
                maps,
                tf.math.mean(maps, tf.array(2, 3)),
                updates);
    }

    private static Layers layers(Ops tf, Variables variables, Part part, Set<Part> training) {
        return new Layers(tf, variables, part, training.contains(part));
    }

    /** Features of four levels, aligned, masked by the aligned lungs, cut into zones. */
    private static List<Operand<TFloat32>> zones(
            Layers layers,
            Architecture architecture,
            Backbone backbone,
            Operand<TFloat32> affine,
            Operand<TFloat32> alignedLungs) {
        Backbone.Stage[] stages = backbone.stages();
        List<Operand<TFloat32>> features =
                List.of(stages[0].unit1(), stages[1].unit2(), stages[2].unit2(), stages[3].unit2());
        ZonePooling pooling = new ZonePooling(layers.tf, architecture.sharedSides());
        List<Operand<TFloat32>> zones = new ArrayList<>();
        for (Operand<TFloat32> feature : features) {
            int side = (int) Layers.height(feature);
            Operand<TFloat32> aligned =
                    new BilinearSampler(layers.tf, affine, side).sample(feature);
            Operand<TFloat32> masked =
                    layers.tf.math.mul(aligned, layers.resize(alignedLungs, side));
            zones.add(pooling.pool(masked));
        }
        return zones;
    }

    /** Softmax over the four grades: {@code [N, 6, 4]}. */
    public Operand<TFloat32> probabilities(Ops tf) {
        return tf.nn.softmax(logits);
    }

    /**
     * Local severity in the image's frame: the expected score that the heads see at each place,
     * carried back through the zones' boxes and the inverse alignment.
     *
     * @param sidePx side of the map
     * @return {@code [N, sidePx, sidePx, 1]} in 0..3; 0 where no zone looks
     */
    public Operand<TFloat32> heat(Ops tf, Architecture architecture, int sidePx) {
        int side = (int) maps.asOutput().shape().get(2);
        Operand<TFloat32> grades = tf.constant(new float[] {0, 1, 2, 3});
        Operand<TFloat32> expected =
                tf.sum(
                        tf.math.mul(
                                tf.nn.softmax(tf.reshape(maps, tf.array(-1, 4))),
                                tf.reshape(grades, tf.array(1, 4))),
                        tf.array(1),
                        Sum.keepDims(true));
        Operand<TFloat32> byZone = tf.reshape(expected, tf.array(-1, side, side, 1));
        Operand<TFloat32> frame =
                new ZonePooling(tf, architecture.sharedSides()).unpool(byZone, sidePx);
        return new BilinearSampler(tf, AffineOps.inverse(tf, affine), sidePx).sample(frame);
    }
}
