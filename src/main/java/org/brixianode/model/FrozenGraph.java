package org.brixianode.model;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tensorflow.RawTensor;
import org.tensorflow.Session;
import org.tensorflow.op.core.Constant;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The part of a graph that its outputs need, with variables, and what is computed from variables
 * alone, replaced by constants. TensorFlow hands a convolution of one image to oneDNN's slow
 * general implementation ({@code gemm:jit}) unless its kernel is a constant: docs/adr/0008.
 */
public final class FrozenGraph {

    /**
     * Operations with one output that depends on nothing but their inputs. Other operations stay in
     * the graph, with constants as inputs.
     */
    private static final Set<String> FREEZABLE =
            Set.of(
                    Variable.OP_NAME,
                    "Add",
                    "AddV2",
                    "Cast",
                    "Identity",
                    "MatMul",
                    "Mul",
                    "Reshape",
                    "Rsqrt",
                    "Slice",
                    "Sub");

    private final Map<String, NodeDef> nodes = new HashMap<>();

    /** By node whether it is a constant, or computed from constants and variables alone. */
    private final Map<String, Boolean> fixed = new HashMap<>();

    /** By node whether it depends on a variable. */
    private final Map<String, Boolean> variable = new HashMap<>();

    private FrozenGraph(GraphDef graph) {
        graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
    }

    /**
     * @param graph with its variables in the session
     * @param outputs names of the tensors that will be fetched
     */
    public static GraphDef of(GraphDef graph, Session session, Collection<String> outputs) {
        return new FrozenGraph(graph).frozen(graph, session, outputs);
    }

    private GraphDef frozen(GraphDef graph, Session session, Collection<String> outputs) {
        Set<String> needed = new LinkedHashSet<>();
        List<String> frozen = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>();
        outputs.forEach(output -> open.add(nodeName(output)));
        while (!open.isEmpty()) {
            String name = open.remove();
            if (!needed.add(name)) {
                continue;
            }
            if (isFixed(name) && hasVariable(name)) {
                frozen.add(name);
            } else {
                node(name).getInputList().forEach(input -> open.add(nodeName(input)));
            }
        }
        Map<String, NodeDef> constants = constants(session, frozen);
        GraphDef.Builder result = GraphDef.newBuilder().setVersions(graph.getVersions());
        for (NodeDef node : graph.getNodeList()) {
            if (needed.contains(node.getName())) {
                result.addNode(constants.getOrDefault(node.getName(), node));
            }
        }
        return result.build();
    }

    private NodeDef node(String name) {
        return Objects.requireNonNull(nodes.get(name), name);
    }

    private boolean isFixed(String name) {
        Boolean known = fixed.get(name);
        if (known == null) {
            NodeDef node = node(name);
            known =
                    node.getOp().equals(Constant.OP_NAME)
                            || FREEZABLE.contains(node.getOp())
                                    && node.getInputList().stream()
                                            .allMatch(input -> isFixed(nodeName(input)));
            fixed.put(name, known);
        }
        return known;
    }

    private boolean hasVariable(String name) {
        Boolean known = variable.get(name);
        if (known == null) {
            NodeDef node = node(name);
            known =
                    node.getOp().equals(Variable.OP_NAME)
                            || node.getInputList().stream()
                                    .anyMatch(input -> hasVariable(nodeName(input)));
            variable.put(name, known);
        }
        return known;
    }

    /** From {@code name}, {@code name:output} or {@code ^name}. */
    private static String nodeName(String input) {
        int from = input.startsWith("^") ? 1 : 0;
        int colon = input.indexOf(':');
        return input.substring(from, colon < 0 ? input.length() : colon);
    }

    private static Map<String, NodeDef> constants(Session session, List<String> names) {
        Map<String, NodeDef> constants = new HashMap<>();
        if (names.isEmpty()) {
            return constants;
        }
        Session.Runner runner = session.runner();
        names.forEach(runner::fetch);
        try (var result = runner.run()) {
            for (int i = 0; i < names.size(); i++) {
                constants.put(names.get(i), constant(names.get(i), result.get(i).asRawTensor()));
            }
        }
        return constants;
    }

    private static NodeDef constant(String name, RawTensor value) {
        byte[] bytes = new byte[Math.toIntExact(value.numBytes())];
        value.data().read(bytes);
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long side : value.shape().asArray()) {
            shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(side));
        }
        TensorProto tensor =
                TensorProto.newBuilder()
                        .setDtype(value.dataType())
                        .setTensorShape(shape)
                        .setTensorContent(ByteString.copyFrom(bytes))
                        .build();
        return NodeDef.newBuilder()
                .setName(name)
                .setOp(Constant.OP_NAME)
                .putAttr("dtype", AttrValue.newBuilder().setType(value.dataType()).build())
                .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
                .build();
    }
}
