package org.brixianode.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.brixianode.model.Architecture;
import org.brixianode.model.BsNetModel;
import org.brixianode.model.Calibration;
import org.brixianode.model.ModelCard;
import org.brixianode.model.ModelFiles;
import org.brixianode.model.Preprocessing;
import org.brixianode.model.Probe;
import org.brixianode.model.ServingSignature;
import org.brixianode.model.Sessions;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * A SavedModel that a node loads and runs in milliseconds: the lungs of every image are the same
 * two ellipses, scores depend on its mean brightness alone. For tests of what surrounds the model.
 */
public final class StandInModel {

    private static final Architecture ARCHITECTURE = TinyModel.ARCHITECTURE;
    private static final int SIDE = ARCHITECTURE.inputSizePx();
    private static final int SCORES = 24;

    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final Placeholder<TFloat32> image =
            tf.withName(ServingSignature.INPUT)
                    .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, SIDE, SIDE, 1)));

    private StandInModel() {}

    /**
     * Writes it.
     *
     * @param folder its name is the model's id
     */
    public static Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        new StandInModel().export(folder);
        card(folder, List.of()).write(folder);
        try (BsNetModel model = BsNetModel.load(folder, Sessions.cpuOnly())) {
            BsNetModel.Output output = model.run(List.of(Probe.image(SIDE))).get(0);
            card(folder, Probe.probabilities(output)).write(folder);
        }
        return folder;
    }

    private void export(Path folder) throws IOException {
        Variable<TFloat32> bias = tf.withName("bias").variable(Shape.of(1, SCORES), TFloat32.class);
        Op start = tf.assign(bias, constant(rising(), 1, SCORES));
        Operand<TFloat32> mean =
                tf.reshape(tf.math.mean(image, tf.array(1, 2, 3)), tf.array(-1, 1));
        Operand<TFloat32> logits =
                tf.math.add(bias, tf.math.mul(mean, constant(rising(), 1, SCORES)));
        Operand<TFloat32> zones = tf.nn.softmax(tf.reshape(logits, tf.array(-1, 3, 2, 4)));
        Operand<TFloat32> lungs = constant(ReportFixtures.lungs().values(), 1, SIDE, SIDE, 1);
        Operand<TFloat32> heat = constant(ReportFixtures.heat().values(), 1, SIDE, SIDE, 1);
        Operand<TFloat32> affine = constant(new float[] {.7f, 0, 0, 0, .75f, .02f}, 1, 6);
        Operand<TFloat32> none = tf.math.mul(mean, tf.constant(0f));
        Operand<TFloat32> blank = tf.math.mul(image, tf.constant(0f));
        Signature signature =
                Signature.builder()
                        .key(Signature.DEFAULT_KEY)
                        .input(ServingSignature.INPUT, image)
                        .output(ServingSignature.SCORES, zones)
                        .output(ServingSignature.LUNGS, tf.math.add(blank, lungs))
                        .output(ServingSignature.AFFINE, tf.math.add(none, affine))
                        .output(ServingSignature.HEAT, tf.math.add(blank, heat))
                        .build();
        try (Session session = new Session(graph, Sessions.asWritten())) {
            session.run(start);
            SavedModelBundle.exporter(folder.toString())
                    .withSession(session)
                    .withSignature(signature)
                    .export();
        } finally {
            graph.close();
        }
    }

    private Operand<TFloat32> constant(float[] values, long... shape) {
        return tf.constant(
                TFloat32.tensorOf(
                        NdArrays.wrap(Shape.of(shape), DataBuffers.of(values, false, true))));
    }

    /** Different for each zone and grade. */
    private static float[] rising() {
        float[] values = new float[SCORES];
        for (int i = 0; i < SCORES; i++) {
            values[i] = (i * 7 % SCORES) / 6f;
        }
        return values;
    }

    private static ModelCard card(Path folder, List<Double> probe) throws IOException {
        return new ModelCard(
                folder.getFileName().toString(),
                "1",
                ARCHITECTURE,
                1,
                false,
                ModelCard.PreprocessingCard.of(Preprocessing.DEFAULT),
                ModelCard.Decision.ROUNDED_MEAN,
                Calibration.NONE,
                ServingSignature.OUTPUTS,
                ModelFiles.digests(folder),
                probe,
                TinyModel.training(List.of(), true),
                "none",
                "test",
                Map.of());
    }
}
