package org.brixianode.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.brixianode.model.BsNetModel;
import org.brixianode.model.Calibration;
import org.brixianode.model.FrozenGraph;
import org.brixianode.model.ModelCard;
import org.brixianode.model.Probe;
import org.brixianode.model.ServingSignature;
import org.brixianode.model.Sessions;
import org.brixianode.model.TensorIo;
import org.brixianode.model.ZoneBoxes;
import org.brixianode.testkit.TinyModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat32;

/** A served graph has its batch normalisations folded and says what the network says. */
final class FoldedNormTest {

    private static final int SIDE = TinyModel.ARCHITECTURE.inputSizePx();
    private static final Path BUNDLED = Path.of("models", "bsnet-mini");

    private static final Weights ODD = oddWeights();

    @TempDir private static Path shared;
    private static Path exported;

    @TempDir private Path folder;

    /** Statistics as no start has them: factors of both signs, zero, and variances of 0 and 30. */
    private static Weights oddWeights() {
        Weights weights = TinyModel.weights(3);
        Random random = new Random(7);
        for (VariableSpec spec : BsNet.variables(TinyModel.ARCHITECTURE)) {
            String kind = spec.name().substring(spec.name().lastIndexOf('/') + 1);
            float[] values = weights.get(spec);
            for (int i = 0; i < values.length; i++) {
                values[i] =
                        switch (kind) {
                            case "gamma" -> i % 5 == 0 ? 0 : (float) random.nextGaussian();
                            case "beta", "moving_mean" -> (float) (0.3 * random.nextGaussian());
                            case "moving_variance" ->
                                    i % 7 == 0 ? 0.02f : 30 * random.nextFloat() * (i % 2) + 0.5f;
                            default -> values[i];
                        };
            }
        }
        return weights;
    }

    private static float[] picture() {
        return Probe.image(SIDE);
    }

    private static float[] unfolded(Weights weights) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> image =
                    tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, SIDE, SIDE, 1)));
            Variables variables = new Variables(tf);
            NetworkInput view = NetworkInput.of(tf, TinyModel.ARCHITECTURE, image);
            BsNet network =
                    BsNet.build(
                            tf,
                            variables,
                            TinyModel.ARCHITECTURE,
                            view,
                            Set.of(),
                            BsNet.Regulariser.NONE);
            try (Session session = new Session(graph, Sessions.cpuOnly())) {
                variables.assign(session, weights);
                try (Tensor input = TensorIo.tensor(picture(), 1, SIDE, SIDE, 1);
                        var result =
                                session.runner()
                                        .feed(image.asOutput(), input)
                                        .fetch(network.probabilities(tf).asOutput())
                                        .run()) {
                    return TensorIo.floats(result.get(0));
                }
            }
        }
    }

    /** Written once: no test changes it. */
    @BeforeAll
    static void export() throws IOException {
        List<Weights> weights = List.of(ODD);
        exported = shared.resolve("odd");
        ModelCard card =
                ModelCard.read(
                                TinyModel.write(
                                        shared.resolve("tiny"),
                                        1,
                                        TinyModel.training(List.of(), true),
                                        Calibration.NONE))
                        .renamed("odd", "1");
        // Kernels as they are, without rounding them to half precision.
        ModelWriter.write(exported, weights, card, KernelPrecision.SINGLE);
    }

    @Test
    void aFoldedNetworkSaysWhatItSaysWithItsNormalisations() throws IOException {
        float[] expected = unfolded(ODD);
        float[] flat = new float[expected.length];
        try (BsNetModel model = BsNetModel.load(exported, Sessions.cpuOnly())) {
            float[][] said = model.run(List.of(picture())).get(0).probabilities();
            for (int zone = 0; zone < ZoneBoxes.COUNT; zone++) {
                float[] grades = said[ZoneBoxes.order().get(zone).ordinal()];
                System.arraycopy(grades, 0, flat, zone * grades.length, grades.length);
            }
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat(flat[i]).isCloseTo(expected[i], within(1e-4f));
        }
    }

    @Test
    void weightsStayAsTheyWereTrained() throws IOException {
        Weights read = ModelReader.weights(exported).get(0);
        for (VariableSpec spec : BsNet.variables(TinyModel.ARCHITECTURE)) {
            assertThat(read.get(spec)).as(spec.name()).isEqualTo(ODD.get(spec));
        }
    }

    @Test
    void exportedAgainAModelKeepsItsVariablesAndItsScores() throws IOException {
        Path first =
                TinyModel.write(
                        folder.resolve("first"),
                        2,
                        TinyModel.training(List.of(), true),
                        Calibration.NONE);
        Path again = folder.resolve("again");
        ModelExport.write(first, again, "2");
        ModelCard before = ModelCard.read(first);
        ModelCard after = ModelCard.read(again);
        assertThat(after.version()).isEqualTo("2");
        assertThat(after.id()).isEqualTo("again");
        assertThat(after.probe()).isEqualTo(before.probe());
        String variables = "variables/variables.data-00000-of-00001";
        assertThat(after.files()).containsEntry(variables, before.files().get(variables));
    }

    private static Set<String> operations(Path model) throws IOException {
        SavedModel saved =
                SavedModel.parseFrom(Files.readAllBytes(model.resolve("saved_model.pb")));
        Set<String> found = new TreeSet<>();
        for (NodeDef node : saved.getMetaGraphs(0).getGraphDef().getNodeList()) {
            found.add(node.getOp());
        }
        return found;
    }

    @Test
    void aServedGraphHasNoBatchNormalisation() throws IOException {
        assertThat(operations(exported))
                .contains("Conv2D", "BiasAdd")
                .noneMatch(operation -> operation.contains("BatchNorm"));
    }

    @Test
    void theBundledModelHasNoBatchNormalisation() throws IOException {
        assertThat(operations(BUNDLED))
                .contains("Conv2D", "BiasAdd")
                .noneMatch(operation -> operation.contains("BatchNorm"));
    }

    /** oneDNN computes a convolution of one image slowly unless its kernel is a constant. */
    @Test
    void inUseEveryConvolutionsKernelIsAConstant() throws IOException {
        try (SavedModelBundle bundle =
                SavedModelBundle.load(exported.toString(), SavedModelBundle.DEFAULT_TAG)) {
            GraphDef frozen =
                    FrozenGraph.of(
                            bundle.metaGraphDef().getGraphDef(),
                            bundle.session(),
                            ServingSignature.OUTPUTS.stream().map(name -> name + ":0").toList());
            Map<String, String> operations = new HashMap<>();
            frozen.getNodeList().forEach(node -> operations.put(node.getName(), node.getOp()));
            assertThat(operations.values()).contains("Conv2D").doesNotContain("VariableV2");
            frozen.getNodeList().stream()
                    .filter(node -> node.getOp().startsWith("Conv2D"))
                    .forEach(
                            node ->
                                    assertThat(operations.get(node.getInput(1)))
                                            .as(node.getName())
                                            .isEqualTo("Const"));
        }
    }
}
