package org.brixianode.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.brixianode.model.Architecture;
import org.brixianode.model.ServingSignature;
import org.brixianode.model.Sessions;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.types.TFloat32;

/**
 * The graph that a SavedModel holds: one network or an ensemble, each scoring the image and
 * optionally its mirror image. In an ensemble the first networks predict lungs and alignment for
 * all, because that takes about as long as scoring. A single-lung branch that all share is stored
 * and run once.
 */
final class ServingGraph implements AutoCloseable {

    /** Number of networks of an ensemble that predict lungs and alignment. */
    private static final int ANATOMY_NETWORKS = 2;

    /** Prefix of variables that all networks share. */
    static final String SHARED = "shared/";

    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final Session session;
    private final Signature signature;

    ServingGraph(
            Architecture architecture,
            List<Weights> members,
            boolean testTimeFlip,
            KernelPrecision precision) {
        int side = architecture.inputSizePx();
        Placeholder<TFloat32> image =
                tf.withName(ServingSignature.INPUT)
                        .placeholder(
                                TFloat32.class, Placeholder.shape(Shape.of(-1, side, side, 1)));
        NetworkInput view = NetworkInput.of(tf, architecture, image);
        NetworkInput extended = testTimeFlip ? view.withMirrored(tf) : view;
        List<VariableSpec> specs = BsNet.variables(architecture);
        Set<Part> identical = identical(specs, members);
        Variables ofAll = new Variables(tf, SHARED, precision, Optional.empty());
        Optional<Variables.Shared> shared = Optional.of(new Variables.Shared(ofAll, identical));
        List<Variables> variables = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            Variables own = new Variables(tf, prefix(i, members.size()), precision, shared);
            // Including those of decoders that are not run: a model contains its networks whole.
            specs.forEach(own::get);
            variables.add(own);
        }
        Ensemble ensemble =
                new Ensemble(
                        architecture, variables, extended, identical.containsAll(LungBranch.PARTS));
        signature = signature(image, ensemble, testTimeFlip, side);
        session = new Session(graph, Sessions.asWritten());
        ofAll.assign(session, members.get(0));
        for (int i = 0; i < members.size(); i++) {
            variables.get(i).assign(session, members.get(i));
        }
    }

    /** The branch's parts, if several networks have the same weights: stored and run once. */
    private static Set<Part> identical(List<VariableSpec> specs, List<Weights> members) {
        boolean same =
                specs.stream()
                        .filter(spec -> LungBranch.PARTS.contains(spec.part()))
                        .allMatch(spec -> identical(spec, members));
        return members.size() > 1 && same ? LungBranch.PARTS : Set.of();
    }

    private static boolean identical(VariableSpec spec, List<Weights> members) {
        float[] first = members.get(0).get(spec);
        return members.stream().allMatch(other -> Arrays.equals(first, other.get(spec)));
    }

    /** Prefix of a network's variables. */
    static String prefix(int member, int members) {
        return members == 1 ? "" : "member" + member + "/";
    }

    /** Mean output of the networks for every image of a batch. */
    private final class Ensemble {

        private final BsNet.Anatomy anatomy;
        private final Operand<TFloat32> probabilities;
        private final Operand<TFloat32> heat;

        /**
         * @param sharedBranch whether all networks have the same single-lung branch
         */
        Ensemble(
                Architecture architecture,
                List<Variables> variables,
                NetworkInput view,
                boolean sharedBranch) {
            List<BsNet.AnatomyPrediction> predictions = new ArrayList<>();
            for (Variables own :
                    variables.subList(0, Math.min(ANATOMY_NETWORKS, variables.size()))) {
                predictions.add(BsNet.predictAnatomy(tf, own, architecture, view.image()));
            }
            anatomy =
                    new BsNet.Anatomy(
                            mean(predictions, prediction -> prediction.anatomy().lungs()),
                            mean(predictions, prediction -> prediction.anatomy().affine()));
            Optional<BsNet.BranchPrediction> shared =
                    sharedBranch && architecture.hasBranch()
                            ? Optional.of(
                                    BsNet.branchPrediction(
                                            tf, variables.get(0), architecture, view, anatomy))
                            : Optional.empty();
            List<BsNet> networks = new ArrayList<>();
            for (int i = 0; i < variables.size(); i++) {
                Variables own = variables.get(i);
                Backbone backbone =
                        i < predictions.size()
                                ? predictions.get(i).backbone()
                                : BsNet.backbone(tf, own, architecture, view.image());
                networks.add(BsNet.score(tf, own, architecture, view, backbone, anatomy, shared));
            }
            probabilities = mean(networks, network -> network.probabilities(tf));
            int heatSide = architecture.networkSizePx() / 2;
            heat = mean(networks, network -> network.heat(tf, architecture, heatSide));
        }
    }

    private <T> Operand<TFloat32> mean(List<T> all, Function<T, Operand<TFloat32>> value) {
        return tf.math.mul(
                tf.math.addN(all.stream().map(value).toList()), tf.constant(1f / all.size()));
    }

    private Signature signature(
            Operand<TFloat32> image, Ensemble ensemble, boolean testTimeFlip, int side) {
        Operand<TFloat32> zones = tf.reshape(ensemble.probabilities, tf.array(-1, 3, 2, 4));
        Operand<TFloat32> signs = tf.constant(new float[][][] {{{1, -1, -1}, {-1, 1, 1}}});
        return Signature.builder()
                .key(Signature.DEFAULT_KEY)
                .input(ServingSignature.INPUT, image)
                .output(
                        ServingSignature.SCORES,
                        named(ServingSignature.SCORES, folded(zones, testTimeFlip, this::mirrored)))
                .output(
                        ServingSignature.LUNGS,
                        named(
                                ServingSignature.LUNGS,
                                resized(
                                        folded(
                                                ensemble.anatomy.lungs(),
                                                testTimeFlip,
                                                this::mirrored),
                                        side)))
                .output(
                        ServingSignature.AFFINE,
                        named(
                                ServingSignature.AFFINE,
                                folded(
                                        ensemble.anatomy.affine(),
                                        testTimeFlip,
                                        affine -> tf.math.mul(affine, signs))))
                .output(
                        ServingSignature.HEAT,
                        named(
                                ServingSignature.HEAT,
                                resized(folded(ensemble.heat, testTimeFlip, this::mirrored), side)))
                .build();
    }

    /** Averages outputs with those of the mirror images in the second half of the batch. */
    private Operand<TFloat32> folded(
            Operand<TFloat32> output, boolean both, UnaryOperator<Operand<TFloat32>> mirrored) {
        if (!both) {
            return output;
        }
        List<? extends Operand<TFloat32>> halves = tf.split(tf.constant(0), output, 2L).output();
        return mean(List.of(halves.get(0), mirrored.apply(halves.get(1))), half -> half);
    }

    private Operand<TFloat32> mirrored(Operand<TFloat32> x) {
        return tf.reverse(x, tf.array(2));
    }

    private Operand<TFloat32> named(String name, Operand<TFloat32> x) {
        return tf.withName(name).identity(x);
    }

    private Operand<TFloat32> resized(Operand<TFloat32> map, int side) {
        return tf.image.resizeBilinear(
                map, tf.array(side, side), ResizeBilinear.halfPixelCenters(true));
    }

    /** Writes {@code saved_model.pb} and {@code variables/}. */
    void export(Path folder) throws IOException {
        SavedModelBundle.exporter(folder.toString())
                .withSession(session)
                .withSignature(signature)
                .export();
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
