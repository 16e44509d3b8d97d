package org.brixianode.lab.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.brixianode.model.Architecture;
import org.brixianode.model.Sessions;
import org.brixianode.network.BilinearSampler;
import org.brixianode.network.BsNet;
import org.brixianode.network.Part;
import org.brixianode.network.SpatialTransformer;
import org.brixianode.network.VariableSpec;
import org.brixianode.network.Variables;
import org.brixianode.network.Weights;
import org.brixianode.testkit.Peers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** The alignment that the authors published, on lung masks of public radiographs. */
final class PublishedAlignmentTest {

    private static final int SIDE = 512;
    private static final int MASKS = 12;
    private static final int CONVOLUTION = 5;
    private static final int FILTERS = 20;

    private static Weights weights;

    @BeforeAll
    static void read() throws Exception {
        List<VariableSpec> specs = BsNet.variables(Architecture.FULL);
        WeightFile file =
                WeightFile.read(
                        Peers.shared("data/alignment-weights-keras2.6.h5"),
                        specs,
                        EnumSet.of(Part.ALIGNMENT));
        assertThat(file.problems()).isEmpty();
        weights = new Weights();
        specs.stream()
                .filter(spec -> spec.part() == Part.ALIGNMENT)
                .forEach(spec -> weights.put(spec, file.values().get(spec.name())));
    }

    /**
     * @param affine 6 values
     * @param aligned {@code SIDE * SIDE}
     */
    private record Alignment(float[] affine, float[] aligned) {}

    private static List<Alignment> align(List<float[]> masks) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> lungs =
                    tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, SIDE, SIDE, 1)));
            Variables variables = new Variables(tf);
            Operand<TFloat32> affine =
                    SpatialTransformer.build(tf, variables, Architecture.FULL, lungs);
            Operand<TFloat32> aligned = new BilinearSampler(tf, affine, SIDE).sample(lungs);
            List<Alignment> all = new ArrayList<>();
            try (Session session = new Session(graph, Sessions.cpuOnly())) {
                variables.assign(session, weights);
                for (float[] mask : masks) {
                    try (TFloat32 fed =
                                    TFloat32.tensorOf(
                                            Shape.of(1, SIDE, SIDE, 1), DataBuffers.of(mask));
                            var result =
                                    session.runner()
                                            .feed(lungs.asOutput(), fed)
                                            .fetch(affine.asOutput())
                                            .fetch(aligned.asOutput())
                                            .run()) {
                        all.add(
                                new Alignment(
                                        floats((TFloat32) result.get(0)),
                                        floats((TFloat32) result.get(1))));
                    }
                }
            }
            return all;
        }
    }

    private static float[] floats(TFloat32 tensor) {
        float[] values = new float[(int) tensor.size()];
        tensor.copyTo(DataBuffers.of(values));
        return values;
    }

    private static List<float[]> masks() throws Exception {
        List<float[]> masks = new ArrayList<>();
        try (Stream<Path> files = Files.list(Peers.shared("data/cxr/masks"))) {
            for (Path file : files.sorted().limit(MASKS).toList()) {
                masks.add(mask(ImageIO.read(file.toFile())));
            }
        }
        return masks;
    }

    /** Nearest pixel, white is lung. */
    private static float[] mask(BufferedImage picture) {
        float[] mask = new float[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int column = x * picture.getWidth() / SIDE;
                int row = y * picture.getHeight() / SIDE;
                mask[y * SIDE + x] = picture.getRaster().getSample(column, row, 0) > 0 ? 1 : 0;
            }
        }
        return mask;
    }

    /**
     * Where the lungs are.
     *
     * @param x of their centre, as a fraction of the side
     * @param y of their centre
     * @param area fraction of the frame
     */
    private record Place(double x, double y, double area) {

        static Place of(float[] mask) {
            double sum = 0;
            double x = 0;
            double y = 0;
            for (int i = 0; i < mask.length; i++) {
                sum += mask[i];
                x += mask[i] * (i % SIDE);
                y += mask[i] * (i / SIDE);
            }
            return new Place(x / sum / SIDE, y / sum / SIDE, sum / mask.length);
        }
    }

    private static double spread(List<Place> places, ToDoubleFunction<Place> value) {
        double mean = places.stream().mapToDouble(value).average().orElseThrow();
        return Math.sqrt(
                places.stream()
                        .mapToDouble(place -> Math.pow(value.applyAsDouble(place) - mean, 2))
                        .average()
                        .orElseThrow());
    }

    /** Lungs of different images come closer to one another, by small turns and shifts. */
    @Test
    void bringsLungsToOnePlace() throws Exception {
        List<float[]> masks = masks();
        List<Alignment> alignments = align(masks);
        List<Place> before = masks.stream().map(Place::of).toList();
        List<Place> after = alignments.stream().map(a -> Place.of(a.aligned())).toList();
        assertThat(spread(after, Place::x)).isLessThan(0.9 * spread(before, Place::x));
        assertThat(spread(after, Place::y)).isLessThan(0.8 * spread(before, Place::y));
        for (int i = 0; i < masks.size(); i++) {
            float[] affine = alignments.get(i).affine();
            assertThat(affine[0]).isBetween(0.9f, 1.15f);
            assertThat(affine[4]).isBetween(0.9f, 1.15f);
            // A turn: what x takes from y, y gives back.
            assertThat(affine[1]).isBetween(-0.25f, 0.25f).isCloseTo(-affine[3], within(0.06f));
            assertThat(affine[2]).isBetween(-0.2f, 0.2f);
            assertThat(affine[5]).isBetween(-0.2f, 0.2f);
            assertThat(after.get(i).area() / before.get(i).area()).isBetween(0.75, 1.25);
        }
    }

    /** The localisation written out: kernels height, width, in, out; flattened row by row. */
    @Test
    void computesWhatKerasDefines() throws Exception {
        float[] mask = masks().get(0);
        float[] x = pooled(mask, SIDE, 1, SIDE / 128);
        x = convolved(pooled(x, 128, 1, 2), 64, 1, "stn/locnet_conv0");
        x = convolved(pooled(x, 60, FILTERS, 2), 30, FILTERS, "stn/locnet_conv1");
        x = dense(x, "stn/locnet_dense");
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.max(0, x[i]);
        }
        x = dense(x, "stn/locnet_alignment");
        assertThat(align(List.of(mask)).get(0).affine()).containsExactly(x, within(1e-4f));
    }

    private static float[] value(String name) {
        return weights.asMap().get(name).values();
    }

    private static float[] pooled(float[] x, int side, int channels, int size) {
        int half = side / size;
        float[] y = new float[half * half * channels];
        Arrays.fill(y, Float.NEGATIVE_INFINITY);
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                for (int c = 0; c < channels; c++) {
                    int at = (row / size * half + column / size) * channels + c;
                    y[at] = Math.max(y[at], x[(row * side + column) * channels + c]);
                }
            }
        }
        return y;
    }

    private static float[] convolved(float[] x, int side, int in, String layer) {
        float[] kernel = value(layer + "/kernel");
        float[] bias = value(layer + "/bias");
        int outSide = side - CONVOLUTION + 1;
        float[] y = new float[outSide * outSide * FILTERS];
        for (int at = 0; at < y.length; at++) {
            int out = at % FILTERS;
            int column = at / FILTERS % outSide;
            int row = at / FILTERS / outSide;
            double sum = bias[out];
            for (int k = 0; k < CONVOLUTION * CONVOLUTION * in; k++) {
                int c = k % in;
                int dx = k / in % CONVOLUTION;
                int dy = k / in / CONVOLUTION;
                sum += x[((row + dy) * side + column + dx) * in + c] * kernel[k * FILTERS + out];
            }
            y[at] = (float) sum;
        }
        return y;
    }

    private static float[] dense(float[] x, String layer) {
        float[] kernel = value(layer + "/kernel");
        float[] y = value(layer + "/bias").clone();
        for (int out = 0; out < y.length; out++) {
            double sum = y[out];
            for (int in = 0; in < x.length; in++) {
                sum += x[in] * kernel[in * y.length + out];
            }
            y[out] = (float) sum;
        }
        return y;
    }
}
