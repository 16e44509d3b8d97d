package org.brixianode.lab.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.brixianode.network.Part;
import org.brixianode.network.VariableSpec;
import org.brixianode.network.VariableSpec.Initial;
import org.brixianode.testkit.KnownWeights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that Keras 2.15 itself wrote, of two heads without a network around them. */
final class KerasFileTest {

    private static final int TENSORS_OF_A_HEAD = 8;

    private static VariableSpec spec(String name, long... shape) {
        return new VariableSpec(name, shape, Part.SCORE, Initial.ZEROS);
    }

    private static List<VariableSpec> head(String name) {
        String block = name + "/conv_block_0";
        return List.of(
                spec(block + "/conv2d/kernel", 3, 3, 2, 2),
                spec(block + "/conv2d/bias", 2),
                spec(block + "/batch_normalization/gamma", 2),
                spec(block + "/batch_normalization/beta", 2),
                spec(name + "/conv2d/kernel", 3, 3, 2, 4),
                spec(name + "/conv2d/bias", 4),
                spec(block + "/batch_normalization/moving_mean", 2),
                spec(block + "/batch_normalization/moving_variance", 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two-heads.h5", "two-heads-model.h5"})
    void everyTensorIsReadInTheFilesOrder(String file) throws Exception {
        List<KerasTensor> tensors =
                KerasFile.read(Path.of("src/test/resources/keras").resolve(file));
        assertThat(tensors).hasSize(2 * TENSORS_OF_A_HEAD);
        assertHead(tensors.subList(0, TENSORS_OF_A_HEAD), 18, "retina_net_classifier");
        assertHead(
                tensors.subList(TENSORS_OF_A_HEAD, 2 * TENSORS_OF_A_HEAD),
                19,
                "retina_net_classifier_1");
    }

    private static void assertHead(List<KerasTensor> tensors, int number, String name) {
        List<VariableSpec> specs = head(name);
        for (int i = 0; i < specs.size(); i++) {
            KerasTensor tensor = tensors.get(i);
            VariableSpec spec = specs.get(i);
            assertThat(tensor.group()).isEqualTo("retina_net_classifier_" + number);
            assertThat(tensor.name()).startsWith(tensor.group() + "/");
            assertThat(spec.name()).endsWith("/" + tensor.weight());
            assertThat(tensor.shape()).as(tensor.name()).isEqualTo(spec.shape());
            assertThat(tensor.values()).as(tensor.name()).isEqualTo(KnownWeights.of(spec));
        }
    }
}
