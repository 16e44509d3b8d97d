package org.brixianode.lab.train;

import org.tensorflow.Graph;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Makes the sums of a graph repeatable to the last bit. TensorFlow's {@code AddN} adds its inputs
 * in an order that depends on which of their buffers is free first, and so on the order in which
 * operations happen to run. A sum of two does not depend on its order.
 */
final class OrderedSums {

    private static final String SUM = "AddN";

    /** A copy with the same names in which each sum of more than two is a chain of sums of two. */
    static Graph copy(Graph graph) {
        Graph copy = new Graph();
        copy.importGraphDef(chained(graph.toGraphDef()));
        return copy;
    }

    private static GraphDef chained(GraphDef graph) {
        GraphDef.Builder chained = graph.toBuilder().clearNode();
        for (NodeDef node : graph.getNodeList()) {
            if (node.getOp().equals(SUM)) {
                addChain(chained, node);
            } else {
                chained.addNode(node);
            }
        }
        return chained.build();
    }

    /** The last sum has the node's name. A sum of one stays as it is. */
    private static void addChain(GraphDef.Builder graph, NodeDef node) {
        int terms = (int) node.getAttrOrThrow("N").getI();
        if (terms < 2) {
            graph.addNode(node);
            return;
        }
        String sum = node.getInput(0);
        for (int term = 1; term < terms; term++) {
            boolean isLast = term == terms - 1;
            String name = isLast ? node.getName() : node.getName() + "/sum_" + term;
            NodeDef.Builder add =
                    NodeDef.newBuilder()
                            .setName(name)
                            .setOp("AddV2")
                            .setDevice(node.getDevice())
                            .putAttr("T", node.getAttrOrThrow("T"))
                            .addInput(sum)
                            .addInput(node.getInput(term));
            if (isLast) {
                // After the terms come the operations that the sum waits for.
                add.addAllInput(node.getInputList().subList(terms, node.getInputCount()));
            }
            graph.addNode(add);
            sum = name;
        }
    }

    private OrderedSums() {}
}
