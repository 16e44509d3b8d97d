package org.brixianode.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.brixianode.model.Architecture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Every variable of the full network by name and shape, against a list written down from the
 * design, layer by layer. Numbers are those of the published network at 512 x 512.
 */
final class FullArchitectureTest {

    private static final Map<String, List<Long>> ACTUAL = new LinkedHashMap<>();
    private static BsNet net;
    private static Graph graph;

    private final Map<String, List<Long>> expected = new LinkedHashMap<>();

    @BeforeAll
    static void build() {
        graph = new Graph();
        Ops tf = Ops.create(graph);
        Variables variables = new Variables(tf);
        Placeholder<TFloat32> image =
                tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 512, 512, 1)));
        net =
                BsNet.build(
                        tf,
                        variables,
                        Architecture.FULL,
                        NetworkInput.of(tf, Architecture.FULL, image),
                        Set.of(),
                        BsNet.Regulariser.NONE);
        for (VariableSpec spec : variables.specs()) {
            ACTUAL.put(spec.name(), Arrays.stream(spec.shape()).boxed().toList());
        }
    }

    private void weight(String name, long... shape) {
        expected.put(name, Arrays.stream(shape).boxed().toList());
    }

    private void norm(String name, long channels) {
        weight(name + "/gamma", channels);
        weight(name + "/beta", channels);
        weight(name + "/moving_mean", channels);
        weight(name + "/moving_variance", channels);
    }

    private void biased(String name, long... kernel) {
        weight(name + "/kernel", kernel);
        weight(name + "/bias", kernel[kernel.length - 1]);
    }

    private void unit(String name, long in, long out, boolean shortcut) {
        norm(name + "_bn1", in);
        weight(name + "_conv1/kernel", 3, 3, in, out);
        norm(name + "_bn2", out);
        weight(name + "_conv2/kernel", 3, 3, out, out);
        if (shortcut) {
            weight(name + "_sc/kernel", 1, 1, in, out);
        }
    }

    private void backbone() {
        weight("bn_data/beta", 1);
        weight("bn_data/moving_mean", 1);
        weight("bn_data/moving_variance", 1);
        weight("conv0/kernel", 7, 7, 1, 64);
        norm("bn0", 64);
        unit("stage1_unit1", 64, 64, true);
        unit("stage1_unit2", 64, 64, false);
        unit("stage2_unit1", 64, 128, true);
        unit("stage2_unit2", 128, 128, false);
        unit("stage3_unit1", 128, 256, true);
        unit("stage3_unit2", 256, 256, false);
        unit("stage4_unit1", 256, 512, true);
        unit("stage4_unit2", 512, 512, false);
        norm("bn1", 512);
    }

    private void node(String position, long below, long filters, long joined) {
        String name = "decoder_stage" + position;
        weight(name + "_upsample/kernel", 4, 4, filters, below);
        norm(name + "_bn1", filters);
        weight(name + "_conv2/kernel", 3, 3, joined, filters);
        norm(name + "_bn2", filters);
    }

    private void decoder() {
        // Rows 1 to 4: filters 64, 128, 256, 16; the level outputs that a row's nodes join have 64
        // (relu0), 64 (stage 2), 128 (stage 3) and 256 (stage 4) channels.
        node("2-1", 64, 64, 64 + 64);
        node("3-1", 128, 128, 128 + 64);
        node("4-1", 256, 256, 256 + 128);
        node("5-1", 512, 16, 16 + 256);
        node("2-2", 128, 64, 64 + 64 + 64);
        node("3-2", 256, 128, 128 + 64 + 128);
        node("4-2", 16, 256, 256 + 128 + 256);
        node("2-3", 128, 64, 64 + 64 + 64 * 2);
        node("3-3", 256, 128, 128 + 64 + 128 * 2);
        node("2-4", 128, 64, 64 + 64 + 64 * 3);
        node("1-5", 64, 32, 32);
        biased("final_conv", 3, 3, 32, 1);
    }

    private void alignment() {
        biased("stn/locnet_conv0", 5, 5, 1, 20);
        biased("stn/locnet_conv1", 5, 5, 20, 20);
        biased("stn/locnet_dense", 13520, 50);
        biased("stn/locnet_alignment", 50, 6);
    }

    private void score() {
        biased("C1_reduced", 1, 1, 64, 64);
        biased("P1", 3, 3, 64, 64);
        biased("Cmid0_reduced", 1, 1, 128, 64);
        biased("Pmid0", 3, 3, 64, 128);
        biased("Cmid1_reduced", 1, 1, 256, 128);
        biased("Pmid1", 3, 3, 128, 256);
        biased("C5_reduced", 1, 1, 512, 256);
        biased("P5", 3, 3, 256, 512);
        for (String head :
                List.of(
                        "retina_net_classifier",
                        "retina_net_classifier_1",
                        "retina_net_classifier_2",
                        "retina_net_classifier_3",
                        "retina_net_classifier_4",
                        "retina_net_classifier_5")) {
            biased(head + "/conv_block_0/conv2d", 3, 3, 512, 8);
            norm(head + "/conv_block_0/batch_normalization", 8);
            biased(head + "/conv_block_1/conv2d", 3, 3, 8, 8);
            norm(head + "/conv_block_1/batch_normalization", 8);
            biased(head + "/conv_block_2/conv2d", 3, 3, 8, 8);
            norm(head + "/conv_block_2/batch_normalization", 8);
            biased(head + "/conv2d", 3, 3, 8, 4);
        }
    }

    @Test
    void everyVariableHasItsNameAndShape() {
        backbone();
        decoder();
        alignment();
        score();
        assertThat(ACTUAL).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @Test
    void outputsHaveThePublishedShapes() {
        shape(net.lungs(), "[-1, 512, 512, 1]");
        shape(net.affine(), "[-1, 2, 3]");
        shape(net.alignedLungs(), "[-1, 512, 512, 1]");
        shape(net.maps(), "[-1, 6, 16, 16, 4]");
        shape(net.logits(), "[-1, 6, 4]");
    }

    private static void shape(Operand<TFloat32> operand, String expected) {
        assertThat(operand.asOutput().shape()).hasToString(expected);
    }

    @Test
    void thereAreAsManyParametersAsTheListSays() {
        backbone();
        long parameters =
                new ArrayList<>(expected.values())
                        .stream()
                                .mapToLong(shape -> shape.stream().reduce(1L, (a, b) -> a * b))
                                .sum();
        // ResNet-18 without its classifier, one input channel.
        assertThat(parameters).isBetween(11_000_000L, 11_400_000L);
    }
}
