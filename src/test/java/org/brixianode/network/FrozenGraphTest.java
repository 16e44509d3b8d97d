package org.brixianode.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.brixianode.model.FrozenGraph;
import org.brixianode.model.Sessions;
import org.brixianode.model.TensorIo;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;

/** What becomes of variables when a graph is frozen. */
final class FrozenGraphTest {

    private static final float[] KERNEL = {1, 2, 3, 4};
    private static final float[] X = {10, 20, 30, 40};

    private static float[] product(Graph graph) {
        try (Session session = new Session(graph, Sessions.cpuOnly())) {
            return product(session);
        }
    }

    private static float[] product(Session session) {
        try (Tensor x = TensorIo.tensor(X, 4);
                var result = session.runner().feed("x", x).fetch("y").run()) {
            return TensorIo.floats(result.get(0));
        }
    }

    /** y = x * (a half-precision variable as float * 2), and a node that nobody asks for. */
    private static void build(Ops tf, Variables variables) {
        Placeholder<TFloat32> x =
                tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(Shape.of(4)));
        Operand<TFloat32> kernel =
                variables.get(
                        new VariableSpec(
                                "kernel",
                                new long[] {2, 2},
                                Part.SCORE,
                                VariableSpec.Initial.HE_UNIFORM));
        Operand<TFloat32> twice =
                tf.withName("twice").math.mul(tf.reshape(kernel, tf.array(4)), tf.constant(2f));
        tf.withName("y").math.mul(x, twice);
        tf.withName("unused").dtypes.cast(x, TFloat16.class);
    }

    @Test
    void subgraphsOfVariablesBecomeConstantsWithTheSameResult() {
        GraphDef frozen;
        float[] before;
        try (Graph graph = new Graph()) {
            Variables variables =
                    new Variables(
                            Ops.create(graph),
                            "",
                            KernelPrecision.HALF,
                            java.util.Optional.empty());
            build(Ops.create(graph), variables);
            try (Session session = new Session(graph, Sessions.cpuOnly())) {
                Weights weights = new Weights();
                weights.put("kernel", new long[] {2, 2}, KERNEL);
                variables.assign(session, weights);
                before = product(session);
                frozen = FrozenGraph.of(graph.toGraphDef(), session, List.of("y:0"));
            }
        }
        assertThat(before).containsExactly(20, 80, 180, 320);
        Map<String, String> operations =
                frozen.getNodeList().stream()
                        .collect(Collectors.toMap(NodeDef::getName, NodeDef::getOp));
        assertThat(operations)
                .containsOnly(
                        Map.entry("x", "Placeholder"),
                        Map.entry("twice", "Const"),
                        Map.entry("y", "Mul"));
        try (Graph graph = new Graph()) {
            graph.importGraphDef(frozen);
            assertThat(product(graph)).isEqualTo(before);
        }
    }
}
