package org.brixianode.lab.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.brixianode.network.Part;
import org.brixianode.network.VariableSpec;
import org.brixianode.network.Weights;
import org.brixianode.testkit.KerasFileBuilder;
import org.brixianode.testkit.KnownWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in Keras's layout of a narrow network; the published one's are in the command's test. */
final class WeightImportTest {

    private static final List<VariableSpec> SPECS = NarrowNetwork.SPECS;

    @TempDir Path folder;

    private static KerasFileBuilder complete(int earlierModels) {
        return KerasFileBuilder.of(SPECS, KnownWeights::of, earlierModels);
    }

    private static KerasFileBuilder parts(Set<Part> parts, int earlierModels) {
        return KerasFileBuilder.of(
                SPECS.stream().filter(spec -> parts.contains(spec.part())).toList(),
                KnownWeights::of,
                earlierModels);
    }

    private static Weights read(Path score) throws Exception {
        return WeightImport.read(
                NarrowNetwork.ARCHITECTURE, score, Optional.empty(), Optional.empty());
    }

    private static String problems(Path score, Optional<Path> segmentation, Optional<Path> stn) {
        return catchThrowableOfType(
                        InvalidWeightsException.class,
                        () ->
                                WeightImport.read(
                                        NarrowNetwork.ARCHITECTURE, score, segmentation, stn))
                .getMessage();
    }

    private static String problems(Path score) {
        return problems(score, Optional.empty(), Optional.empty());
    }

    private static void assertKnown(Weights weights) {
        assertThat(weights.asMap()).hasSize(SPECS.size());
        for (VariableSpec spec : SPECS) {
            assertThat(weights.get(spec)).as(spec.name()).isEqualTo(KnownWeights.of(spec));
        }
    }

    @Test
    void everyValueOfAWeightFileIsImported() throws Exception {
        assertKnown(read(complete(0).writeWeights(folder.resolve("score.h5"))));
    }

    @Test
    void everyValueOfAWholeModelIsImported() throws Exception {
        assertKnown(read(complete(0).writeModel(folder.resolve("score.h5"), 1000)));
    }

    @Test
    void namesInSeveralAttributesAreReadOneAfterTheOther() throws Exception {
        assertKnown(read(complete(0).writeModel(folder.resolve("score.h5"), 30)));
    }

    /** Heads 6 to 11, blocks 18 to 35: their order is that of their numbers, not of their text. */
    @Test
    void numbersOfALaterModelOfTheSessionDoNotMatter() throws Exception {
        assertKnown(read(complete(1).writeWeights(folder.resolve("score.h5"))));
        assertKnown(read(complete(17).writeWeights(folder.resolve("score17.h5"))));
    }

    @Test
    void filesOfPartsThatAgreeChangeNothing() throws Exception {
        Path score = complete(0).writeWeights(folder.resolve("score.h5"));
        Path segmentation =
                parts(Set.of(Part.BACKBONE, Part.DECODER), 3)
                        .writeWeights(folder.resolve("segmentation.h5"));
        Path alignment =
                parts(Set.of(Part.ALIGNMENT), 1).writeModel(folder.resolve("alignment.h5"), 100);
        assertKnown(
                WeightImport.read(
                        NarrowNetwork.ARCHITECTURE,
                        score,
                        Optional.of(segmentation),
                        Optional.of(alignment)));
    }

    @Test
    void everyTensorInWhichFilesDifferIsNamed() {
        Path score = complete(0).writeWeights(folder.resolve("score.h5"));
        Path segmentation =
                parts(Set.of(Part.BACKBONE, Part.DECODER), 0)
                        .put("final_conv", "final_conv/bias:0", new long[] {1}, new float[] {7})
                        .writeWeights(folder.resolve("segmentation.h5"));
        Path alignment =
                parts(Set.of(Part.ALIGNMENT), 0)
                        .put("stn", "stn/locnet_dense/bias:0", new long[] {50}, new float[50])
                        .writeWeights(folder.resolve("alignment.h5"));
        assertThat(problems(score, Optional.of(segmentation), Optional.of(alignment)))
                .startsWith("2 problems")
                .contains(
                        "segmentation.h5 and score.h5 differ in final_conv/bias by up to",
                        "alignment.h5 and score.h5 differ in stn/locnet_dense/bias by up to 0.");
    }

    /** Nested models: Keras stores a layer with each of the models that hold it. */
    @Test
    void aTensorThatIsThereTwiceAlikeIsTaken() throws Exception {
        VariableSpec bias =
                SPECS.stream()
                        .filter(spec -> spec.name().equals("stn/locnet_conv0/bias"))
                        .findFirst()
                        .orElseThrow();
        Path score =
                complete(0)
                        .put(
                                "model_1",
                                "stn/locnet_conv0/bias:0",
                                bias.shape(),
                                KnownWeights.of(bias))
                        .writeWeights(folder.resolve("score.h5"));
        assertKnown(read(score));
    }

    @Test
    void aTensorThatIsThereTwiceInTwoShapesIsNamed() {
        Path score =
                complete(0)
                        .put("stn_4", "stn_4/locnet_conv0/bias:0", new long[] {2}, new float[2])
                        .writeWeights(folder.resolve("score.h5"));
        assertThat(problems(score))
                .startsWith("1 problem ")
                .contains("stn/locnet_conv0/bias:0 and stn_4/locnet_conv0/bias:0 are [20] and [2]");
    }

    @Test
    void everyMissingUnknownOrMisshapenTensorIsListed() {
        float[] broken = new float[8];
        broken[3] = Float.NaN;
        Path score =
                complete(0)
                        .remove("bn_data", "bn_data/beta:0")
                        .remove(
                                "retina_net_classifier_2",
                                "retina_net_classifier_2/conv_block_7/conv2d_9/bias:0")
                        .put("bn0", "bn0/gamma:0", new long[] {8}, broken)
                        .put("bn_data", "bn_data/gamma:0", new long[] {1}, new float[1])
                        .put("conv0", "conv0/kernel:0", new long[] {7, 7, 3, 8}, new float[1176])
                        .put("dense_4", "dense_4/kernel:0", new long[] {2, 3}, new float[6])
                        .put("stn_4", "stn_4/locnet_conv0/bias:0", new long[] {20}, new float[20])
                        .writeWeights(folder.resolve("score.h5"));
        assertThat(problems(score).split("\n  "))
                .containsExactlyInAnyOrder(
                        "7 problems in the weight files:",
                        "score.h5: bn_data/beta [1] is missing",
                        "score.h5: retina_net_classifier_2/conv_block_1/conv2d/bias [8] is missing",
                        "score.h5: bn0/gamma has values that are not finite (bn0/gamma:0)",
                        "score.h5: bn_data/gamma:0 [1] is not part of this network",
                        "score.h5: conv0/kernel is [7x7x3x8], not [7x7x1x8] (conv0/kernel:0)",
                        "score.h5: dense_4/kernel:0 [2x3] is not part of this network",
                        "score.h5: stn/locnet_conv0/bias is stored twice, and"
                                + " stn/locnet_conv0/bias:0 and stn_4/locnet_conv0/bias:0"
                                + " differ by up to 0.186");
    }

    @Test
    void aFileOfAPartMayNotLackATensorOfIt() {
        Path score = complete(0).writeWeights(folder.resolve("score.h5"));
        Path alignment =
                parts(Set.of(Part.ALIGNMENT), 2)
                        .remove("stn_2", "stn_2/locnet_conv1/kernel:0")
                        .writeWeights(folder.resolve("alignment.h5"));
        assertThat(problems(score, Optional.empty(), Optional.of(alignment)))
                .startsWith("1 problem ")
                .contains("alignment.h5: stn/locnet_conv1/kernel [5x5x20x20] is missing");
    }

    @Test
    void aFileThatIsNoWeightFileIsRefusedByName() throws Exception {
        Path text = Files.writeString(folder.resolve("text.h5"), "not HDF5".repeat(100));
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("text.h5 cannot be read as HDF5");
        assertThatThrownBy(() -> read(folder.resolve("nowhere.h5")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no file")
                .hasMessageContaining("nowhere.h5");
        Path later = folder.resolve("score.weights.h5");
        try (WritableHdfFile hdf = HdfFile.write(later)) {
            hdf.putGroup("layers").putGroup("conv2d").putGroup("vars").putDataset("0", 1f);
        }
        assertThatThrownBy(() -> read(later))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no attribute layer_names; it is laid out as Keras 3 does");
        Path cut = complete(0).writeWeights(folder.resolve("cut.h5"));
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 300_000));
        assertThatThrownBy(() -> read(cut))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cut.h5");
    }
}
