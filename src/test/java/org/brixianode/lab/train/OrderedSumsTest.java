package org.brixianode.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
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
import org.tensorflow.types.TFloat32;

final class OrderedSumsTest {

    private static final int SIDE = 100;
    private static final int RUNS = 300;

    /**
     * The first term has another use that ends when the last term is ready: without the copy chance
     * decides which of the two takes the sum, and so the order of the additions.
     */
    @Test
    void aSumOfManyIsTheSameEachTime() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> input =
                    tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(SIDE, SIDE)));
            Operand<TFloat32> early = product(tf, input, 1f, 3);
            Operand<TFloat32> use = product(tf, early, 1.37f, 1);
            Operand<TFloat32> late = product(tf, input, 1.74f, 4);
            Operand<TFloat32> sum = tf.math.addN(List.of(early, input, late));
            Operand<TFloat32> total = tf.reduceSum(sum, tf.constant(0));
            Set<List<Float>> sums = new HashSet<>();
            try (Graph ordered = OrderedSums.copy(graph);
                    Session session = new Session(ordered, Sessions.asWritten());
                    Tensor values = TensorIo.tensor(values(), SIDE, SIDE)) {
                for (int run = 0; run < RUNS; run++) {
                    try (var result =
                            session.runner()
                                    .feed(input.op().name(), values)
                                    .fetch(total.op().name())
                                    .addTarget(use.op().name())
                                    .run()) {
                        TFloat32 columns = (TFloat32) result.get(0);
                        List<Float> row = new ArrayList<>();
                        columns.scalars().forEach(scalar -> row.add(scalar.getFloat()));
                        sums.add(row);
                    }
                }
            }
            assertThat(sums).hasSize(1);
        }
    }

    private static Operand<TFloat32> product(
            Ops tf, Operand<TFloat32> of, float factor, int times) {
        Operand<TFloat32> product = tf.math.mul(of, tf.constant(factor));
        for (int i = 0; i < times; i++) {
            product = tf.math.sin(tf.linalg.matMul(product, of));
        }
        return product;
    }

    private static float[] values() {
        Random random = new Random(1);
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() * 0.1f;
        }
        return values;
    }
}
