package org.brixianode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.brixianode.model.Architecture;
import org.brixianode.model.ModelCard;
import org.brixianode.model.Preprocessing;
import org.brixianode.network.BsNet;
import org.brixianode.network.VariableSpec;
import org.brixianode.testkit.CapturedConsole;
import org.brixianode.testkit.KerasFileBuilder;
import org.brixianode.testkit.KnownWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** {@code import-weights} on files of the published network's size. */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
final class ImportWeightsCommandTest {

    private static final List<VariableSpec> SPECS = BsNet.variables(Architecture.FULL);

    @TempDir Path folder;

    @RegisterExtension private final CapturedConsole console = new CapturedConsole();

    private int importWeights(Path score) {
        return Main.run(
                "import-weights",
                "--score",
                score.toString(),
                "--out",
                folder.resolve("bsnet").toString(),
                "--licence",
                "CC BY-NC-SA 4.0");
    }

    @Test
    void aCompleteFileBecomesAModelInSinglePrecision() throws Exception {
        Path score =
                KerasFileBuilder.of(SPECS, KnownWeights::of, 1)
                        .writeModel(folder.resolve("score.h5"), 50);
        assertThat(importWeights(score)).isZero();

        ModelCard card = ModelCard.read(folder.resolve("bsnet"));
        assertThat(card.id()).isEqualTo("bsnet");
        assertThat(card.architecture()).isEqualTo(Architecture.FULL);
        assertThat(card.preprocessing().preprocessing()).isEqualTo(Preprocessing.PUBLISHED);
        assertThat(card.decision()).isEqualTo(ModelCard.Decision.MODE);
        assertThat(card.testTimeFlip()).isFalse();
        assertThat(card.licence()).isEqualTo("CC BY-NC-SA 4.0");
        assertThat(card.training().data()).contains("Signoroni et al. 2021");
        assertThat(card.training().imagesListed()).as("seen images are all known").isFalse();
        assertThat(card.probe()).hasSize(24).allSatisfy(p -> assertThat(p).isBetween(0.0, 1.0));
        long parameters = SPECS.stream().mapToLong(VariableSpec::size).sum();
        assertThat(bytes(folder.resolve("bsnet/variables"))).isGreaterThan(4 * parameters);
    }

    private static long bytes(Path files) throws Exception {
        try (var list = Files.list(files)) {
            return list.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    @Test
    void anIncompleteFileIsRefusedAndNothingWritten() {
        Path score =
                KerasFileBuilder.of(SPECS.subList(0, 9), KnownWeights::of, 0)
                        .writeWeights(folder.resolve("score.h5"));
        assertThat(importWeights(score)).isEqualTo(ExitCode.FAILED.code());
        assertThat(console.err())
                .contains(SPECS.size() - 9 + " problems")
                .contains("score.h5: P5/kernel [3x3x256x512] is missing")
                .contains("score.h5: stn/locnet_dense/kernel [13520x50] is missing");
        assertThat(folder.resolve("bsnet")).doesNotExist();
    }
}
