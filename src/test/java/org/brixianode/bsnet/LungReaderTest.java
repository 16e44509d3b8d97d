package org.brixianode.bsnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.Set;
import org.brixianode.testkit.TinyModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The reader of single lungs within the whole network. */
final class LungReaderTest {

    private static final Architecture READING = TinyModel.READING;
    private static final int SIDE = READING.inputSizePx();

    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final Variables variables = new Variables(tf);
    private Session session;

    @BeforeEach
    void session() {
        session = new Session(graph, Sessions.standard());
    }

    @AfterEach
    void close() {
        session.close();
        graph.close();
    }

    /** Two lungs as the network never finds them with random weights. */
    private BsNet.Anatomy anatomy() {
        float[] lungs = new float[SIDE * SIDE];
        for (int i = 0; i < lungs.length; i++) {
            int x = i % SIDE;
            int y = i / SIDE;
            boolean lung = y >= 20 && y < 110 && (x >= 15 && x < 55 || x >= 73 && x < 113);
            lungs[i] = lung ? 1 : 0;
        }
        return new BsNet.Anatomy(
                GraphRunner.constant(tf, lungs, 1, SIDE, SIDE, 1),
                GraphRunner.constant(tf, new float[] {0.8f, 0, 0, 0, 0.72f, 0.02f}, 1, 2, 3));
    }

    private BsNet net(float[] picture) {
        Operand<TFloat32> image = GraphRunner.constant(tf, picture, 1, SIDE, SIDE, 1);
        BsNet net =
                BsNet.buildOnAnatomy(
                        tf,
                        variables,
                        READING,
                        View.of(tf, READING, image),
                        anatomy(),
                        Set.of(),
                        BsNet.Regulariser.NONE);
        Weights weights = new Weights();
        weights.initialise(variables.specs(), 3);
        Random random = new Random(4);
        for (VariableSpec spec : variables.specs()) {
            if ("reader_logits/kernel".equals(spec.name())) {
                float[] kernel = new float[spec.size()];
                for (int i = 0; i < kernel.length; i++) {
                    kernel[i] = (float) random.nextGaussian();
                }
                weights.put(spec, kernel);
            }
        }
        variables.assign(session, weights);
        return net;
    }

    private static float[] noise() {
        Random random = new Random(7);
        float[] picture = new float[SIDE * SIDE];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = random.nextFloat();
        }
        return picture;
    }

    private float[] values(Operand<TFloat32> operand) {
        try (var result = session.runner().fetch(operand.asOutput()).run()) {
            return TensorIo.floats(result.get(0));
        }
    }

    @Test
    void theReaderHasHalfOfTheSayAndTheMapsAddUpToTheScore() {
        BsNet net = net(noise());
        float[] logits = values(net.logits());
        float[] reader = values(net.reader().orElseThrow());
        float[] heads = values(net.opinions().get(0));
        float[] voters = new float[logits.length];
        for (int voter = 1; voter < net.opinions().size(); voter++) {
            float[] own = values(net.opinions().get(voter));
            for (int i = 0; i < own.length; i++) {
                voters[i] += own[i] / (net.opinions().size() - 1);
            }
        }
        double said = 0;
        for (int i = 0; i < logits.length; i++) {
            float others = heads[i] / 3 + 2 * voters[i] / 3;
            assertThat(logits[i]).isCloseTo((others + reader[i]) / 2, within(1e-4f));
            said += Math.abs(reader[i]);
        }
        assertThat(said).as("what the reader says").isGreaterThan(0.01);
    }

    /** A bright disc in the middle zone of the image's right lung changes the maps there. */
    @Test
    void theMapsShowWhereTheReaderSeesSomething() {
        BsNet plain = net(noise());
        float[] spotted = noise();
        for (int i = 0; i < spotted.length; i++) {
            int x = i % SIDE - 93;
            int y = i / SIDE - 65;
            spotted[i] = x * x + y * y < 120 ? 1 : spotted[i];
        }
        float[] before = values(plain.maps());
        float[] after = values(net(spotted).maps());
        double[] byZone = new double[6];
        for (int i = 0; i < before.length; i++) {
            byZone[i * 6 / before.length] += Math.abs(after[i] - before[i]);
        }
        int middleOfTheImagesRight = 3;
        for (int zone = 0; zone < byZone.length; zone += 2) {
            assertThat(byZone[middleOfTheImagesRight])
                    .as("zone %d of the other lung", zone)
                    .isGreaterThan(2 * byZone[zone]);
        }
    }
}
