package org.brixianode.lab.train;

import java.util.List;
import org.brixianode.lab.train.StagePlan.Stage;
import org.brixianode.model.Architecture;
import org.brixianode.network.BilinearSampler;
import org.brixianode.network.BsNet;
import org.brixianode.network.SpatialTransformer;
import org.brixianode.network.Variables;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What each stage minimises. */
final class StageLoss {

    /**
     * What the losses compare with.
     *
     * @param masks {@code [N, S, S, 1]}
     * @param hasMask {@code [N]}
     * @param alignments {@code [N, 2, 3]}
     * @param scores {@code [N, 6, 4]}
     */
    record Feeds(
            Operand<TFloat32> masks,
            Operand<TFloat32> hasMask,
            Operand<TFloat32> alignments,
            Operand<TFloat32> scores) {}

    /** Side at which aligned masks are compared. */
    private static final int COMPARED_SIDE_PX = 64;

    /** Mask differences are small numbers beside the affine's. */
    private static final float MASK_WEIGHT = 0.3f;

    private final Ops tf;
    private final Architecture architecture;
    private final Variables variables;
    private final LossWeights weights;
    private final GradeWeights gradeWeights;
    private final Losses losses;

    StageLoss(
            Ops tf,
            Architecture architecture,
            Variables variables,
            LossWeights weights,
            GradeWeights gradeWeights) {
        this.tf = tf;
        this.architecture = architecture;
        this.variables = variables;
        this.weights = weights;
        this.gradeWeights = gradeWeights;
        this.losses = new Losses(tf);
    }

    Operand<TFloat32> of(Stage stage, BsNet net, Feeds feeds) {
        return switch (stage) {
            case SEGMENTATION, LUNGS ->
                    losses.lungs(net.lungLogits(), feeds.masks(), feeds.hasMask());
            case ALIGNMENT -> alignment(feeds);
            case SCORE, STATISTICS, HEAD_STATISTICS, READER, READER_HEAD ->
                    score(stage, net, feeds);
            case ALL -> all(net, feeds);
        };
    }

    /** The score's alone: each opinion that the stage teaches learns for itself. */
    Operand<TFloat32> score(Stage stage, BsNet net, Feeds feeds) {
        List<Operand<TFloat32>> opinions =
                stage.readsLungs() ? List.of(net.reader().orElseThrow().logits()) : net.opinions();
        return tf.math.addN(
                opinions.stream()
                        .map(
                                own ->
                                        losses.score(
                                                own,
                                                feeds.scores(),
                                                weights.crossEntropy(),
                                                gradeWeights))
                        .toList());
    }

    /** On the human masks themselves, moved by the augmentation. */
    private Operand<TFloat32> alignment(Feeds feeds) {
        Operand<TFloat32> affine =
                SpatialTransformer.build(tf, variables, architecture, feeds.masks());
        return tf.math.add(
                losses.alignment(affine, feeds.alignments(), feeds.hasMask()),
                tf.math.mul(alignedMasks(affine, feeds), tf.constant(MASK_WEIGHT)));
    }

    private Operand<TFloat32> alignedMasks(Operand<TFloat32> affine, Feeds feeds) {
        Operand<TFloat32> aligned =
                new BilinearSampler(tf, affine, COMPARED_SIDE_PX).sample(feeds.masks());
        Operand<TFloat32> wanted =
                new BilinearSampler(tf, feeds.alignments(), COMPARED_SIDE_PX).sample(feeds.masks());
        return losses.alignedMasks(aligned, wanted, feeds.hasMask());
    }

    private Operand<TFloat32> all(BsNet net, Feeds feeds) {
        Operand<TFloat32> lungs = losses.lungs(net.lungLogits(), feeds.masks(), feeds.hasMask());
        Operand<TFloat32> alignment =
                losses.alignment(net.affine(), feeds.alignments(), feeds.hasMask());
        return tf.math.add(
                score(Stage.ALL, net, feeds),
                tf.math.add(
                        tf.math.mul(lungs, tf.constant((float) weights.lungs())),
                        tf.math.mul(alignment, tf.constant((float) weights.alignment()))));
    }
}
