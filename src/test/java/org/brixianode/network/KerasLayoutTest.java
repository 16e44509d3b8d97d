package org.brixianode.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.BiFunction;
import org.brixianode.model.Sessions;
import org.brixianode.model.TensorIo;
import org.brixianode.testkit.KnownWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Layers against Keras's definitions, written out: in which order a kernel's values lie, and which
 * statistic does what. Another order gives other numbers.
 */
final class KerasLayoutTest {

    private static final int SIDE = 6;
    private static final int IN = 8;
    private static final int OUT = 16;
    private static final Layers.Norm NORM = new Layers.Norm("n", Layers.KERAS_EPSILON);

    private final Weights weights = new Weights();

    private static float[] input() {
        return KnownWeights.of(
                new VariableSpec(
                        "input/bias",
                        new long[] {1, SIDE, SIDE, IN},
                        Part.SCORE,
                        VariableSpec.Initial.ZEROS));
    }

    private static float input(int row, int column, int channel) {
        boolean inside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
        return inside ? input()[(row * SIDE + column) * IN + channel] : 0;
    }

    private float[] run(BiFunction<Layers, Operand<TFloat32>, Operand<TFloat32>> layer) {
        return run(Normalisation.FIXED, layer);
    }

    private float[] run(
            Normalisation normalisation,
            BiFunction<Layers, Operand<TFloat32>, Operand<TFloat32>> layer) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Variables variables = new Variables(tf);
            Layers layers = new Layers(tf, variables, Part.SCORE, normalisation);
            Operand<TFloat32> x = GraphRunner.constant(tf, input(), 1, SIDE, SIDE, IN);
            Operand<TFloat32> y = layer.apply(layers, x);
            variables.specs().forEach(spec -> weights.put(spec, KnownWeights.of(spec)));
            try (Session session = new Session(graph, Sessions.cpuOnly())) {
                variables.assign(session, weights);
                try (var result = session.runner().fetch(y.asOutput()).run()) {
                    return TensorIo.floats(result.get(0));
                }
            }
        }
    }

    private float weight(String name, int... index) {
        Weights.Value value = weights.asMap().get(name);
        int at = 0;
        for (int axis = 0; axis < index.length; axis++) {
            at = at * (int) value.shape()[axis] + index[axis];
        }
        return value.values()[at];
    }

    @Test
    void aConvolutionsKernelIsHeightWidthInOut() {
        float[] y = run((layers, x) -> layers.convBias("c", x, OUT, 3));
        for (int at = 0; at < y.length; at++) {
            int out = at % OUT;
            int column = at / OUT % SIDE;
            int row = at / OUT / SIDE;
            double sum = weight("c/bias", out);
            for (int k = 0; k < 9 * IN; k++) {
                int dy = k / IN / 3;
                int dx = k / IN % 3;
                sum +=
                        input(row + dy - 1, column + dx - 1, k % IN)
                                * weight("c/kernel", dy, dx, k % IN, out);
            }
            assertThat(y[at]).isCloseTo((float) sum, within(1e-4f));
        }
    }

    /** Each input pixel adds its kernel to four by four output pixels, one pixel up and left. */
    @ParameterizedTest
    @EnumSource(names = {"FIXED", "FOLDED"})
    void aTransposedConvolutionsKernelIsHeightWidthOutIn(Normalisation normalisation) {
        float[] y = run(normalisation, (layers, x) -> layers.upsampleNorm("u", NORM, x, OUT));
        double[] sums = new double[y.length];
        for (int at = 0; at < SIDE * SIDE * IN; at++) {
            int in = at % IN;
            int column = at / IN % SIDE;
            int row = at / IN / SIDE;
            for (int k = 0; k < 16 * OUT; k++) {
                int outRow = 2 * row - 1 + k / OUT / 4;
                int outColumn = 2 * column - 1 + k / OUT % 4;
                if (Math.min(outRow, outColumn) >= 0 && Math.max(outRow, outColumn) < 2 * SIDE) {
                    sums[(outRow * 2 * SIDE + outColumn) * OUT + k % OUT] +=
                            input(row, column, in)
                                    * weight("u/kernel", k / OUT / 4, k / OUT % 4, k % OUT, in);
                }
            }
        }
        for (int at = 0; at < y.length; at++) {
            assertThat(y[at]).isCloseTo((float) normalised(sums[at], at % OUT), within(1e-4f));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FIXED", "FOLDED"})
    void normalisationUsesEachStatisticForWhatKerasDoes(Normalisation normalisation) {
        float[] y =
                run(normalisation, (layers, x) -> layers.batchNorm("n", x, Layers.KERAS_EPSILON));
        float[] x = input();
        for (int at = 0; at < y.length; at++) {
            assertThat(y[at]).isCloseTo((float) normalised(x[at], at % IN), within(1e-4f));
        }
    }

    private double normalised(double x, int channel) {
        double normal =
                (x - weight("n/moving_mean", channel))
                        / Math.sqrt(weight("n/moving_variance", channel) + Layers.KERAS_EPSILON);
        return weight("n/gamma", channel) * normal + weight("n/beta", channel);
    }
}
