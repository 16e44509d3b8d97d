package org.brixianode.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.brixianode.model.Architecture;
import org.brixianode.model.BsNetModel;
import org.brixianode.model.Calibration;
import org.brixianode.model.ModelCard;
import org.brixianode.model.Preprocessing;
import org.brixianode.model.Sessions;
import org.brixianode.testkit.Pictures;
import org.brixianode.testkit.TinyModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What several networks in one model say together. */
final class ServingGraphTest {

    private static final int SIDE = 128;

    /** Listing variables builds the network. */
    private static final List<VariableSpec> READING_VARIABLES = BsNet.variables(TinyModel.READING);

    private static final Architecture SMALL =
            new Architecture(
                    "mini",
                    SIDE,
                    List.of(8, 8, 8, 8),
                    List.of(8, 8, 8, 8, 8),
                    8,
                    8,
                    true,
                    0,
                    1,
                    8,
                    0);

    private static final List<Weights> THREE = List.of(weights(1), weights(2), weights(3));

    @TempDir private static Path shared;
    private static Path three;
    private static BsNetModel.Output saidByThree;

    /** One network with a single-lung branch. */
    private static Path single;

    @TempDir private Path folder;

    private static Weights weights(long seed) {
        Weights weights = new Weights();
        weights.initialise(BsNet.variables(SMALL), seed);
        return weights;
    }

    private static float[] picture() {
        Random random = new Random(5);
        float[] picture = new float[SIDE * SIDE];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = (float) (i % SIDE) / SIDE * 0.7f + 0.3f * random.nextFloat();
        }
        return picture;
    }

    /** Written once: no test changes them. */
    @BeforeAll
    static void exportShared() throws IOException {
        three = export(shared, "three", SMALL, THREE, false);
        saidByThree = run(three, picture());
        single = export(shared, "single", TinyModel.READING, List.of(reading(1)), false);
    }

    private Path export(String name, List<Weights> members, boolean flip) throws IOException {
        return export(name, SMALL, members, flip);
    }

    private Path export(String name, Architecture architecture, List<Weights> members, boolean flip)
            throws IOException {
        return export(folder, name, architecture, members, flip);
    }

    private static Path export(
            Path folder,
            String name,
            Architecture architecture,
            List<Weights> members,
            boolean flip)
            throws IOException {
        Path model = folder.resolve(name);
        ModelCard card =
                new ModelCard(
                        name,
                        "1",
                        architecture,
                        members.size(),
                        flip,
                        ModelCard.PreprocessingCard.of(Preprocessing.DEFAULT),
                        ModelCard.Decision.ROUNDED_MEAN,
                        Calibration.NONE,
                        List.of(),
                        Map.of(),
                        List.of(),
                        new ModelCard.Training("none", 0, List.of(), true, "none", Map.of()),
                        "none",
                        "test",
                        Map.of());
        ModelWriter.write(model, members, card, KernelPrecision.SINGLE);
        return model;
    }

    private static BsNetModel.Output run(Path folder, float[] picture) throws IOException {
        try (BsNetModel model = BsNetModel.load(folder, Sessions.standard())) {
            return model.run(List.of(picture)).get(0);
        }
    }

    @Test
    void theFirstTwoNetworksFindTheLungsForAll() throws IOException {
        BsNetModel.Output together = saidByThree;
        BsNetModel.Output first = run(export("first", THREE.subList(0, 1), false), picture());
        BsNetModel.Output second = run(export("second", THREE.subList(1, 2), false), picture());
        for (int i = 0; i < together.lungs().length; i++) {
            assertThat(together.lungs()[i])
                    .isCloseTo((first.lungs()[i] + second.lungs()[i]) / 2, within(1e-4f));
        }
    }

    @Test
    void everyNetworkScores() throws IOException {
        List<Weights> others = List.of(weights(1), weights(2), weights(4));
        BsNetModel.Output one = saidByThree;
        BsNetModel.Output other = run(export("other", others, false), picture());
        assertThat(other.lungs()).containsExactly(one.lungs(), within(1e-5f));
        assertThat(other.probabilities()[0]).isNotEqualTo(one.probabilities()[0]);
    }

    @Test
    void everyNetworkIsStoredCompletely() throws IOException {
        List<Weights> read = ModelReader.weights(three);
        assertThat(read).hasSize(THREE.size());
        for (int i = 0; i < THREE.size(); i++) {
            for (VariableSpec spec : BsNet.variables(SMALL)) {
                assertThat(read.get(i).get(spec)).isEqualTo(THREE.get(i).get(spec));
            }
        }
    }

    @Test
    void withTheMirroredLookAMirroredPictureIsSeenMirrored() throws IOException {
        Path model = export("mirror", List.of(weights(1)), true);
        BsNetModel.Output plain = run(model, picture());
        BsNetModel.Output other = run(model, Pictures.mirrored(picture(), SIDE));
        List<Integer> counterparts = List.of(3, 4, 5, 0, 1, 2);
        for (int zone = 0; zone < counterparts.size(); zone++) {
            assertThat(other.probabilities()[counterparts.get(zone)])
                    .usingComparatorWithPrecision(1e-4f)
                    .containsExactly(plain.probabilities()[zone]);
        }
        assertThat(Pictures.mirrored(other.lungs(), SIDE))
                .usingComparatorWithPrecision(1e-4f)
                .containsExactly(plain.lungs());
    }

    /** With heads that tell something, where random ones would begin at zero. */
    private static Weights reading(long seed) {
        Weights weights = new Weights();
        weights.initialise(READING_VARIABLES, seed);
        Random random = new Random(seed);
        float[] kernel = weights.asMap().get("reader_logits/kernel").values();
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) (0.2 * random.nextGaussian());
        }
        return weights;
    }

    private static long size(Path model) throws IOException {
        return Files.size(model.resolve("variables/variables.data-00000-of-00001"));
    }

    @Test
    void aReaderThatAllNetworksHaveIsStoredAndReadOnce() throws IOException {
        List<Weights> apart = List.of(reading(1), reading(2));
        List<Weights> joined = LungBranchAverage.of(TinyModel.READING, apart);
        Path all = export("joined", TinyModel.READING, joined, false);
        assertThat(size(all)).as("2/3 of two networks").isLessThan(2 * size(single) * 2 / 3);

        List<Weights> read = ModelReader.weights(all);
        for (int i = 0; i < joined.size(); i++) {
            for (VariableSpec spec : READING_VARIABLES) {
                assertThat(read.get(i).get(spec))
                        .as(spec.name())
                        .isEqualTo(joined.get(i).get(spec));
            }
        }
    }

    @Test
    void aSharedReaderSaysWhatItSaysInASingleNetwork() throws IOException {
        Weights one = reading(1);
        BsNetModel.Output alone = run(single, picture());
        BsNetModel.Output twice =
                run(export("twice", TinyModel.READING, List.of(one, one), false), picture());
        for (int zone = 0; zone < alone.probabilities().length; zone++) {
            assertThat(twice.probabilities()[zone])
                    .usingComparatorWithPrecision(1e-4f)
                    .containsExactly(alone.probabilities()[zone]);
        }
        assertThat(twice.heat()).usingComparatorWithPrecision(1e-3f).containsExactly(alone.heat());
    }

    @Test
    void anAveragedReaderHasTheMeanOfEachWeightAndTheRestStays() {
        List<Weights> apart = List.of(reading(1), reading(2));
        List<Weights> joined = LungBranchAverage.of(TinyModel.READING, apart);
        for (VariableSpec spec : READING_VARIABLES) {
            float[] first = apart.get(0).get(spec);
            float[] second = apart.get(1).get(spec);
            boolean branch = spec.name().startsWith("reader_");
            float expected = branch ? (first[0] + second[0]) / 2 : first[0];
            assertThat(joined.get(0).get(spec)[0]).as(spec.name()).isEqualTo(expected);
        }
    }
}
