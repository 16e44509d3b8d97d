package org.brixianode.lab.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.brixianode.model.BsNetModel;
import org.brixianode.model.Calibration;
import org.brixianode.model.ModelCard;
import org.brixianode.model.Preprocessing;
import org.brixianode.model.Sessions;
import org.brixianode.model.ZoneBoxes;
import org.brixianode.network.KernelPrecision;
import org.brixianode.network.ModelWriter;
import org.brixianode.network.VariableSpec;
import org.brixianode.network.Weights;
import org.brixianode.study.Zone;
import org.brixianode.testkit.KerasFileBuilder;
import org.brixianode.testkit.KnownWeights;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From a weight file to probabilities, against what Keras 2.15 makes of the same weights and
 * images; its results and the layouts of its files lie beside the scripts that made them.
 */
final class KerasResultsTest {

    private static final Path FOLDER = Path.of("src/test/resources/keras");
    private static final float TOLERANCE = 1e-4f;
    private static final int SIDE = NarrowNetwork.ARCHITECTURE.inputSizePx();
    private static final int LUNG_STEP = 16;

    private static final Map<String, VariableSpec> SPECS =
            NarrowNetwork.SPECS.stream()
                    .collect(Collectors.toMap(VariableSpec::name, Function.identity()));

    @TempDir static Path folder;

    private static List<BsNetModel.Output> outputs;

    @BeforeAll
    static void runTheModelOfAFile() throws Exception {
        Weights weights = imported("layout-first");
        Path model = folder.resolve("narrow");
        ModelWriter.write(model, List.of(weights), card(), KernelPrecision.SINGLE);
        try (BsNetModel narrow = BsNetModel.load(model, Sessions.cpuOnly())) {
            outputs = narrow.run(images());
        }
    }

    private static Weights imported(String score) throws Exception {
        return WeightImport.read(
                NarrowNetwork.ARCHITECTURE,
                weightFile(score),
                Optional.of(weightFile("layout-second-segmentation")),
                Optional.of(weightFile("layout-second-alignment")));
    }

    /** Lays out a file as Keras did: layer, tensor, shape and, if it is another, our own name. */
    private static Path weightFile(String layout) throws IOException {
        KerasFileBuilder file = KerasFileBuilder.empty();
        for (String line : Files.readAllLines(FOLDER.resolve(layout + ".tsv"))) {
            String[] columns = line.split("\t");
            long[] shape =
                    Arrays.stream(columns[2].split("x")).mapToLong(Long::parseLong).toArray();
            String name = columns.length > 3 ? columns[3] : columns[1].replace(":0", "");
            VariableSpec spec = SPECS.get(name);
            assertThat(shape).as(name).isEqualTo(spec.shape());
            file.put(columns[0], columns[1], shape, KnownWeights.lively(spec));
        }
        return file.writeWeights(folder.resolve(layout + ".h5"));
    }

    private static ModelCard card() {
        return new ModelCard(
                "narrow",
                "1",
                NarrowNetwork.ARCHITECTURE,
                1,
                false,
                ModelCard.PreprocessingCard.of(Preprocessing.PUBLISHED),
                ModelCard.Decision.MODE,
                Calibration.NONE,
                List.of(),
                Map.of(),
                List.of(),
                new ModelCard.Training("none", 0, List.of(), false, "none", Map.of()),
                "none",
                "test",
                Map.of());
    }

    /** Two chests and a pattern, as {@code make_vectors.py} draws them. */
    private static List<float[]> images() {
        float[][] images = new float[3][SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int at = y * SIDE + x;
                images[0][at] = chest(x, y, 0, 0) / 250f;
                images[1][at] = (3 * x * x + 5 * y * y + 7 * x * y) % 251 / 250f;
                images[2][at] = chest(x, y, 10, -6) / 250f;
            }
        }
        return List.of(images);
    }

    private static int chest(int x, int y, int right, int down) {
        boolean lung = inLung(4, x - 40 - right, y - 64 - down);
        boolean otherLung = inLung(5, x - 88 - right, y - 60 - down);
        int grey = (x + 2 * y) * 250 / 381;
        return lung || otherLung ? grey / 4 : grey;
    }

    private static boolean inLung(int narrow, int x, int y) {
        return narrow * x * x + y * y < 2500;
    }

    private static float[][] expected(String name) throws IOException {
        List<float[]> rows = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve(name))) {
            String[] values = line.split(",");
            float[] row = new float[values.length];
            for (int i = 0; i < row.length; i++) {
                row[i] = Float.parseFloat(values[i]);
            }
            rows.add(row);
        }
        return rows.toArray(float[][]::new);
    }

    @Test
    void probabilitiesAreThoseOfKeras() throws Exception {
        float[][] expected = expected("scores.csv");
        for (int image = 0; image < expected.length; image++) {
            int at = 0;
            for (Zone zone : ZoneBoxes.order()) {
                float[] grades = Arrays.copyOfRange(expected[image], at, at += 4);
                assertThat(outputs.get(image).probabilities()[zone.ordinal()])
                        .as("image %d, zone %s", image, zone)
                        .containsExactly(grades, within(TOLERANCE));
            }
        }
    }

    @Test
    void alignmentIsThatOfKeras() throws Exception {
        float[][] expected = expected("affine.csv");
        for (int image = 0; image < expected.length; image++) {
            assertThat(outputs.get(image).affine())
                    .containsExactly(expected[image], within(TOLERANCE));
        }
    }

    @Test
    void lungsAreThoseOfKeras() throws Exception {
        float[][] expected = expected("lungs.csv");
        for (int image = 0; image < expected.length; image++) {
            assertThat(atEveryStep(outputs.get(image).lungs()))
                    .containsExactly(expected[image], within(TOLERANCE));
        }
    }

    private static float[] atEveryStep(float[] lungs) {
        int count = SIDE / LUNG_STEP;
        float[] values = new float[count * count];
        for (int i = 0; i < values.length; i++) {
            int row = LUNG_STEP / 2 + LUNG_STEP * (i / count);
            int column = LUNG_STEP / 2 + LUNG_STEP * (i % count);
            values[i] = lungs[row * SIDE + column];
        }
        return values;
    }

    /** A network of a used session, and one whose segmentation is a layer that holds the others. */
    @ParameterizedTest
    @ValueSource(strings = {"layout-first", "layout-second", "layout-nested"})
    void everyTensorOfKerasLayoutsIsImported(String score) throws Exception {
        Weights weights = imported(score);
        for (VariableSpec spec : NarrowNetwork.SPECS) {
            assertThat(weights.get(spec)).as(spec.name()).isEqualTo(KnownWeights.lively(spec));
        }
    }
}
