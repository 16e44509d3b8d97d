package org.brixianode.lab.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.brixianode.network.Part;
import org.brixianode.network.VariableSpec;
import org.brixianode.network.VariableSpec.Initial;
import org.junit.jupiter.api.Test;

final class NetworkNamesTest {

    private static final List<VariableSpec> SPECS =
            List.of(
                    spec("conv0/kernel", Part.BACKBONE),
                    spec("bn1/moving_mean", Part.BACKBONE),
                    spec("stn/locnet_conv0/kernel", Part.ALIGNMENT),
                    spec("retina_net_classifier/conv2d/kernel", Part.SCORE));

    private static VariableSpec spec(String name, Part part) {
        return new VariableSpec(name, new long[] {1}, part, Initial.ZEROS);
    }

    private static KerasTensor tensor(String group, String name) {
        return new KerasTensor(group, name, new long[] {1}, new float[1]);
    }

    private static Optional<String> variable(String group, String name) {
        KerasTensor tensor = tensor(group, name);
        return new NetworkNames(SPECS, List.of(tensor)).variable(tensor);
    }

    @Test
    void aLayerIsKnownWhereverItIsNested() {
        assertThat(variable("conv0", "conv0/kernel:0")).contains("conv0/kernel");
        assertThat(variable("stn_1", "stn_1/locnet_conv0/kernel:0"))
                .contains("stn/locnet_conv0/kernel");
        assertThat(variable("locnet_conv0", "locnet_conv0/kernel:0"))
                .contains("stn/locnet_conv0/kernel");
        assertThat(variable("x-resnet18", "conv0/kernel:0")).contains("conv0/kernel");
    }

    @Test
    void suffixesOfALayerItsScopeAndItsWeightDoNotMatter() {
        assertThat(variable("conv0", "conv0_3/kernel:0")).contains("conv0/kernel");
        assertThat(variable("conv0_2", "conv0_2/kernel_1:0")).contains("conv0/kernel");
        assertThat(variable("bn1", "bn1/moving_mean")).contains("bn1/moving_mean");
        assertThat(variable("stn_1", "locnet_conv0_1/kernel:0"))
                .contains("stn/locnet_conv0/kernel");
    }

    @Test
    void anUnknownLayerHasNoVariable() {
        assertThat(variable("conv1", "conv1/kernel:0")).isEmpty();
        assertThat(variable("stn", "stn/locnet_conv2/kernel:0")).isEmpty();
    }

    @Test
    void headsAndTheirBlocksAreOrderedByNumber() {
        String second = "retina_net_classifier_9/conv_block_9/conv2d_12/kernel:0";
        String third = "retina_net_classifier_10/conv_block_11/conv2d_40/kernel:0";
        String thirdsLast = "retina_net_classifier_10/conv2d_41/kernel:0";
        List<KerasTensor> tensors =
                List.of(
                        tensor("retina_net_classifier_10", third),
                        tensor("retina_net_classifier_10", thirdsLast),
                        tensor("retina_net_classifier_9", second),
                        tensor(
                                "retina_net_classifier_9",
                                "retina_net_classifier_9/conv_block_10/conv2d_13/kernel:0"),
                        tensor(
                                "retina_net_classifier",
                                "retina_net_classifier/conv_block/batch_normalization/gamma:0"));
        NetworkNames names = new NetworkNames(SPECS, tensors);
        assertThat(tensors)
                .extracting(names::variable)
                .containsExactly(
                        Optional.of("retina_net_classifier_2/conv_block_0/conv2d/kernel"),
                        Optional.of("retina_net_classifier_2/conv2d/kernel"),
                        Optional.of("retina_net_classifier_1/conv_block_0/conv2d/kernel"),
                        Optional.of("retina_net_classifier_1/conv_block_1/conv2d/kernel"),
                        Optional.of(
                                "retina_net_classifier/conv_block_0/batch_normalization/gamma"));
    }
}
