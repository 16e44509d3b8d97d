package org.brixianode.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.Set;
import org.brixianode.model.Architecture;
import org.brixianode.model.Sessions;
import org.brixianode.model.TensorIo;
import org.brixianode.testkit.Pictures;
import org.brixianode.testkit.TinyModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The single-lung branch within the whole network. */
final class LungBranchTest {

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
                        NetworkInput.of(tf, READING, image),
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
        float[] branch = values(net.branch().orElseThrow().logits());
        float[] heads = values(net.logitParts().get(0));
        float[] voters = new float[logits.length];
        for (int voter = 1; voter < net.logitParts().size(); voter++) {
            float[] own = values(net.logitParts().get(voter));
            for (int i = 0; i < own.length; i++) {
                voters[i] += own[i] / (net.logitParts().size() - 1);
            }
        }
        double said = 0;
        for (int i = 0; i < logits.length; i++) {
            float others = heads[i] / 3 + 2 * voters[i] / 3;
            assertThat(logits[i]).isCloseTo((others + branch[i]) / 2, within(1e-4f));
            said += Math.abs(branch[i]);
        }
        assertThat(said).as("logits of the branch").isGreaterThan(0.01);
    }

    /**
     * Of the mirrored chest the sides are exchanged: crops, zones and maps agree on which is which.
     */
    @Test
    void ofTheMirroredChestTheReaderSaysTheSameOfTheOtherSide() {
        float[] plain = values(net(uneven()).branch().orElseThrow().logits());
        float[] other =
                values(net(Pictures.mirrored(uneven(), SIDE)).branch().orElseThrow().logits());
        double sameOfTheOther = 0;
        double betweenSides = 0;
        for (int zone = 0; zone < 6; zone++) {
            int counterpart = zone % 2 == 0 ? zone + 1 : zone - 1;
            for (int grade = 0; grade < 4; grade++) {
                float said = plain[4 * zone + grade];
                sameOfTheOther += Math.abs(other[4 * counterpart + grade] - said);
                betweenSides += Math.abs(plain[4 * counterpart + grade] - said);
            }
        }
        assertThat(sameOfTheOther).isLessThan(betweenSides / 5);
    }

    /** Darker on the image's right. */
    private static float[] uneven() {
        float[] picture = noise();
        for (int i = 0; i < picture.length; i++) {
            picture[i] *= i % SIDE < SIDE / 2 ? 1 : 0.2f;
        }
        return picture;
    }

    /** One place of a lung's crop, off every middle, is carried to where it is in the image. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aPlaceOfALungIsCarriedBackToTheImage(int lung) {
        int height = 8;
        int width = 4;
        int row = 5;
        int column = 2;
        float[] places = new float[2 * height * width * 4];
        places[4 * ((lung * height + row) * width + column)] = 1;
        BsNet.Anatomy anatomy = anatomy();
        LungCrops crops =
                LungCrops.of(
                        tf,
                        READING,
                        GraphRunner.constant(tf, noise(), 1, SIDE, SIDE, 1),
                        anatomy.lungs(),
                        BsNet.Regulariser.NONE);
        LungBranch.Output said =
                new LungBranch.Output(
                        GraphRunner.constant(tf, new float[24], 1, 6, 4),
                        GraphRunner.constant(tf, places, 2, height, width, 4));
        Operand<TFloat32> maps = new LungBranchMaps(tf, READING).of(crops, said, anatomy.affine());
        float[] box = values(crops.boxes());
        double down = row / (height - 1.0);
        double across = column / (width - 1.0);
        double expectedY = SIDE * (box[4 * lung] + down * (box[4 * lung + 2] - box[4 * lung]));
        double expectedX =
                SIDE * (box[4 * lung + 1] + across * (box[4 * lung + 3] - box[4 * lung + 1]));
        double[] found = brightest(onImage(maps, anatomy.affine()));
        assertThat(Math.hypot(found[0] - expectedX, found[1] - expectedY))
                .as("(%.0f, %.0f) for (%.0f, %.0f)", found[0], found[1], expectedX, expectedY)
                .isLessThan(12);
    }

    /** What maps say of grade 0, in the image. */
    private float[] onImage(Operand<TFloat32> maps, Operand<TFloat32> affine) {
        Operand<TFloat32> one =
                tf.reshape(
                        tf.slice(maps, tf.array(0, 0, 0, 0, 0), tf.array(-1, -1, -1, -1, 1)),
                        tf.array(-1, READING.mapSizePx(), READING.mapSizePx(), 1));
        Operand<TFloat32> frame = new ZonePooling(tf, READING.sharedSides()).unpool(one, SIDE);
        return values(new BilinearSampler(tf, AffineOps.inverse(tf, affine), SIDE).sample(frame));
    }

    /** Centre of what is at least half of the most. */
    private static double[] brightest(float[] map) {
        float most = 0;
        for (float value : map) {
            most = Math.max(most, value);
        }
        double sum = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < map.length; i++) {
            if (map[i] > most / 2) {
                sum++;
                x += i % SIDE;
                y += i / SIDE;
            }
        }
        return new double[] {x / sum, y / sum};
    }
}
