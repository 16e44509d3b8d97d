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

/** Loss of each stage. */
final class StageLoss {

    /**
     * Targets of the losses.
     *
     * @param masks {@code [N, S, S, 1]}
     * @param hasMask {@code [N]}
     * @param alignments {@code [N, 2, 3]}
     * @param scores {@code [N, 6, 4]}
     */
    record Targets(
            Operand<TFloat32> masks,
            Operand<TFloat32> hasMask,
            Operand<TFloat32> alignments,
            Operand<TFloat32> scores) {}

    /** Side of the aligned masks that are compared. */
    private static final int COMPARED_SIDE_PX = 64;

    /** Weight of the difference of the masks relative to the affine's. */
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

    Operand<TFloat32> of(Stage stage, BsNet net, Targets targets) {
        return switch (stage) {
            case SEGMENTATION, LUNGS ->
                    losses.lungs(net.lungLogits(), targets.masks(), targets.hasMask());
            case ALIGNMENT -> alignment(targets);
            case SCORE, STATISTICS, HEAD_STATISTICS, BRANCH, BRANCH_HEAD ->
                    score(stage, net, targets);
            case ALL -> all(net, targets);
        };
    }

    /** The score's loss: the sum over the separately trained logits. */
    Operand<TFloat32> score(Stage stage, BsNet net, Targets targets) {
        List<Operand<TFloat32>> logitParts =
                stage.trainsBranch()
                        ? List.of(net.branch().orElseThrow().logits())
                        : net.logitParts();
        return tf.math.addN(
                logitParts.stream()
                        .map(
                                own ->
                                        losses.score(
                                                own,
                                                targets.scores(),
                                                weights.crossEntropy(),
                                                gradeWeights))
                        .toList());
    }

    /** On the human masks, moved by the augmentation. */
    private Operand<TFloat32> alignment(Targets targets) {
        Operand<TFloat32> affine =
                SpatialTransformer.build(tf, variables, architecture, targets.masks());
        return tf.math.add(
                losses.alignment(affine, targets.alignments(), targets.hasMask()),
                tf.math.mul(alignedMasks(affine, targets), tf.constant(MASK_WEIGHT)));
    }

    private Operand<TFloat32> alignedMasks(Operand<TFloat32> affine, Targets targets) {
        Operand<TFloat32> aligned =
                new BilinearSampler(tf, affine, COMPARED_SIDE_PX).sample(targets.masks());
        Operand<TFloat32> wanted =
                new BilinearSampler(tf, targets.alignments(), COMPARED_SIDE_PX)
                        .sample(targets.masks());
        return losses.alignedMasks(aligned, wanted, targets.hasMask());
    }

    private Operand<TFloat32> all(BsNet net, Targets targets) {
        Operand<TFloat32> lungs =
                losses.lungs(net.lungLogits(), targets.masks(), targets.hasMask());
        Operand<TFloat32> alignment =
                losses.alignment(net.affine(), targets.alignments(), targets.hasMask());
        return tf.math.add(
                score(Stage.ALL, net, targets),
                tf.math.add(
                        tf.math.mul(lungs, tf.constant((float) weights.lungs())),
                        tf.math.mul(alignment, tf.constant((float) weights.alignment()))));
    }
}
