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
 * The graph that a SavedModel holds: one network, or several that vote, each looking at the image
 * and, where wanted, at its mirror image. Of several the first find the lungs for all: finding
 * takes about as long as scoring. A reader of single lungs that all have is stored and asked once.
 */
final class ServingGraph implements AutoCloseable {

    /** So many networks of several find the lungs; all score where these found them. */
    private static final int LUNG_FINDERS = 2;

    /** What stands before the names of variables that all networks have in common. */
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
        View view = View.of(tf, architecture, image);
        View seen = testTimeFlip ? view.withMirrored(tf) : view;
        List<VariableSpec> specs = BsNet.variables(architecture);
        Set<Part> alike = alike(specs, members);
        Variables ofAll = new Variables(tf, SHARED, precision, Optional.empty());
        Optional<Variables.Shared> shared = Optional.of(new Variables.Shared(ofAll, alike));
        List<Variables> variables = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            Variables own = new Variables(tf, prefix(i, members.size()), precision, shared);
            // Also those of a decoder that is not asked here: a model holds its networks whole.
            specs.forEach(own::get);
            variables.add(own);
        }
        Vote vote = new Vote(architecture, variables, seen, alike.containsAll(LungBranch.PARTS));
        signature = signature(image, vote, testTimeFlip, side);
        session = new Session(graph, Sessions.asWritten());
        ofAll.assign(session, members.get(0));
        for (int i = 0; i < members.size(); i++) {
            variables.get(i).assign(session, members.get(i));
        }
    }

    /** The reader's parts, if several networks have the same: these are stored and run once. */
    private static Set<Part> alike(List<VariableSpec> specs, List<Weights> members) {
        boolean same =
                specs.stream()
                        .filter(spec -> LungBranch.PARTS.contains(spec.part()))
                        .allMatch(spec -> alike(spec, members));
        return members.size() > 1 && same ? LungBranch.PARTS : Set.of();
    }

    private static boolean alike(VariableSpec spec, List<Weights> members) {
        float[] first = members.get(0).get(spec);
        return members.stream().allMatch(other -> Arrays.equals(first, other.get(spec)));
    }

    /** What stands before the names of a network's variables. */
    static String prefix(int member, int members) {
        return members == 1 ? "" : "member" + member + "/";
    }

    /** What the networks say together of every image of a batch. */
    private final class Vote {

        private final BsNet.Anatomy anatomy;
        private final Operand<TFloat32> probabilities;
        private final Operand<TFloat32> heat;

        /**
         * @param oneReader whether all networks have the same reader
         */
        Vote(Architecture architecture, List<Variables> variables, View view, boolean oneReader) {
            List<BsNet.Finding> findings = new ArrayList<>();
            for (Variables own : variables.subList(0, Math.min(LUNG_FINDERS, variables.size()))) {
                findings.add(BsNet.find(tf, own, architecture, view.image()));
            }
            anatomy =
                    new BsNet.Anatomy(
                            mean(findings, finding -> finding.anatomy().lungs()),
                            mean(findings, finding -> finding.anatomy().affine()));
            Optional<BsNet.Reading> shared =
                    oneReader && architecture.hasReader()
                            ? Optional.of(
                                    BsNet.reading(
                                            tf, variables.get(0), architecture, view, anatomy))
                            : Optional.empty();
            List<BsNet> networks = new ArrayList<>();
            for (int i = 0; i < variables.size(); i++) {
                Variables own = variables.get(i);
                Backbone backbone =
                        i < findings.size()
                                ? findings.get(i).backbone()
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
            Operand<TFloat32> image, Vote vote, boolean testTimeFlip, int side) {
        Operand<TFloat32> zones = tf.reshape(vote.probabilities, tf.array(-1, 3, 2, 4));
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
                                        folded(vote.anatomy.lungs(), testTimeFlip, this::mirrored),
                                        side)))
                .output(
                        ServingSignature.AFFINE,
                        named(
                                ServingSignature.AFFINE,
                                folded(
                                        vote.anatomy.affine(),
                                        testTimeFlip,
                                        affine -> tf.math.mul(affine, signs))))
                .output(
                        ServingSignature.HEAT,
                        named(
                                ServingSignature.HEAT,
                                resized(folded(vote.heat, testTimeFlip, this::mirrored), side)))
                .build();
    }

    /** With mirror images in the second half of the batch: its mean with what is said of those. */
    private Operand<TFloat32> folded(
            Operand<TFloat32> said, boolean both, UnaryOperator<Operand<TFloat32>> mirrored) {
        if (!both) {
            return said;
        }
        List<? extends Operand<TFloat32>> halves = tf.split(tf.constant(0), said, 2L).output();
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
