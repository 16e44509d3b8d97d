package org.brixianode.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.brixianode.lab.keras.LungBranchStart;
import org.brixianode.model.Architecture;
import org.brixianode.model.Sessions;
import org.brixianode.model.TensorIo;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The converted weights in this graph against the published network in another implementation. */
final class EfficientNetLiteTest {

    private static final int HEIGHT = 96;
    private static final int WIDTH = 64;
    private static final Path VECTORS = Path.of("src/test/resources/lung-branch/features.csv");

    /** Kernels in half precision, features of a few units. */
    private static final float TOLERANCE = 0.1f;

    /** As {@code make_vectors.py} draws it. */
    private static float[] pattern() {
        float[] pattern = new float[HEIGHT * WIDTH];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int grey = (3 * x * x + 5 * y * y + 7 * x * y) % 251 / 2;
                boolean disc = (x - 30) * (x - 30) + (y - 40) * (y - 40) < 500;
                pattern[y * WIDTH + x] = (grey + (disc ? 60 : 0)) / 255f;
            }
        }
        return pattern;
    }

    private static List<float[]> expected() throws IOException {
        return Files.readAllLines(VECTORS).stream().map(EfficientNetLiteTest::numbers).toList();
    }

    private static float[] numbers(String line) {
        List<Float> values = Stream.of(line.split(",")).map(Float::parseFloat).toList();
        float[] numbers = new float[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.get(i);
        }
        return numbers;
    }

    @Test
    void theFeaturesAreThoseOfThePublishedNetwork() throws Exception {
        Weights weights =
                LungBranchStart.read(
                        Architecture.MINI, Path.of("models/efficientnet-lite0/weights.h5"));
        List<float[]> expected = expected();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Variables variables = new Variables(tf);
            Operand<TFloat32> grey = GraphRunner.constant(tf, pattern(), 1, HEIGHT, WIDTH, 1);
            Operand<TFloat32> trunk =
                    EfficientNetLite.trunk(layers(tf, variables, Part.BRANCH_TRUNK), grey);
            List<Operand<TFloat32>> features =
                    EfficientNetLite.features(layers(tf, variables, Part.BRANCH), trunk);
            assertThat(features).hasSameSizeAs(expected);
            try (Session session = new Session(graph, Sessions.standard())) {
                variables.assign(session, weights);
                for (int i = 0; i < expected.size(); i++) {
                    Operand<TFloat32> means = tf.math.mean(features.get(i), tf.array(0, 1, 2));
                    try (var result = session.runner().fetch(means.asOutput()).run()) {
                        assertThat(TensorIo.floats(result.get(0)))
                                .usingComparatorWithPrecision(TOLERANCE)
                                .containsExactly(expected.get(i));
                    }
                    assertThat(spread(expected.get(i))).as("features that differ").isGreaterThan(1);
                }
            }
        }
    }

    private static double spread(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += value * value;
        }
        return Math.sqrt(squares / values.length);
    }

    private static Layers layers(Ops tf, Variables variables, Part part) {
        return new Layers(tf, variables, part, false);
    }
}
