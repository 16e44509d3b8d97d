package org.brixianode.bsnet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
import org.tensorflow.types.TInt32;

/**
 * The graph that a SavedModel holds: one network, or several that vote, each looking at the image
 * and, where wanted, at its mirror image.
 */
final class ServingGraph implements AutoCloseable {

    static final String INPUT = "image";
    static final String SCORES = "scores";
    static final String LUNGS = "lungs";
    static final String AFFINE = "affine";
    static final String HEAT = "heat";
    static final List<String> OUTPUTS = List.of(SCORES, LUNGS, AFFINE, HEAT);

    private static final Set<Part> NO_TRAINING = Set.of();

    /** Outputs of one look at the image, in the image's own orientation. */
    private record Look(
            Operand<TFloat32> probabilities,
            Operand<TFloat32> lungs,
            Operand<TFloat32> affine,
            Operand<TFloat32> heat) {}

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
                tf.withName(INPUT)
                        .placeholder(
                                TFloat32.class, Placeholder.shape(Shape.of(-1, side, side, 1)));
        View view = View.of(tf, architecture, image);
        View seen = testTimeFlip ? view.withMirrored(tf) : view;
        List<Look> looks = new ArrayList<>();
        List<Variables> variables = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            Variables own = new Variables(tf, prefix(i, members.size()), precision);
            variables.add(own);
            looks.addAll(looks(architecture, own, seen, testTimeFlip));
        }
        signature = signature(image, looks, side);
        session = new Session(graph, Sessions.asWritten());
        for (int i = 0; i < members.size(); i++) {
            variables.get(i).assign(session, members.get(i));
        }
    }

    /** What stands before the names of a network's variables. */
    static String prefix(int member, int members) {
        return members == 1 ? "" : "member" + member + "/";
    }

    /** One network's looks: the image and its mirror image go through it as one batch. */
    private List<Look> looks(
            Architecture architecture, Variables variables, View view, boolean testTimeFlip) {
        Look look = look(architecture, variables, view);
        return testTimeFlip ? List.of(part(look, 0), mirrored(tf, part(look, 1))) : List.of(look);
    }

    private Look look(Architecture architecture, Variables variables, View view) {
        BsNet net =
                BsNet.build(tf, variables, architecture, view, NO_TRAINING, BsNet.Regulariser.NONE);
        return new Look(
                tf.reshape(net.probabilities(tf), tf.array(-1, 3, 2, 4)),
                net.lungs(),
                net.affine(),
                net.heat(tf, architecture, architecture.networkSizePx() / 2));
    }

    /** First or second half of the batch. */
    private Look part(Look both, int half) {
        return new Look(
                part(both.probabilities(), half),
                part(both.lungs(), half),
                part(both.affine(), half),
                part(both.heat(), half));
    }

    private Operand<TFloat32> part(Operand<TFloat32> both, int half) {
        return tf.split(tf.constant(0), both, 2L).output().get(half);
    }

    private static Look mirrored(Ops tf, Look look) {
        Operand<TFloat32> signs = tf.constant(new float[][][] {{{1, -1, -1}, {-1, 1, 1}}});
        return new Look(
                mirrored(tf, look.probabilities(), 2),
                mirrored(tf, look.lungs(), 2),
                tf.math.mul(look.affine(), signs),
                mirrored(tf, look.heat(), 2));
    }

    private static Operand<TFloat32> mirrored(Ops tf, Operand<TFloat32> x, int axis) {
        Operand<TInt32> axes = tf.array(axis);
        return tf.reverse(x, axes);
    }

    private Signature signature(Operand<TFloat32> image, List<Look> looks, int side) {
        Operand<TFloat32> lungs = mean(looks.stream().map(Look::lungs).toList(), "found_lungs");
        Operand<TFloat32> heat = mean(looks.stream().map(Look::heat).toList(), "half_heat");
        return Signature.builder()
                .key(Signature.DEFAULT_KEY)
                .input(INPUT, image)
                .output(SCORES, mean(looks.stream().map(Look::probabilities).toList(), SCORES))
                .output(LUNGS, tf.withName(LUNGS).identity(resized(lungs, side)))
                .output(AFFINE, mean(looks.stream().map(Look::affine).toList(), AFFINE))
                .output(HEAT, tf.withName(HEAT).identity(resized(heat, side)))
                .build();
    }

    private Operand<TFloat32> resized(Operand<TFloat32> map, int side) {
        return tf.image.resizeBilinear(
                map, tf.array(side, side), ResizeBilinear.halfPixelCenters(true));
    }

    private Operand<TFloat32> mean(List<Operand<TFloat32>> values, String name) {
        return tf.withName(name).math.mul(tf.math.addN(values), tf.constant(1f / values.size()));
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
