package org.brixianode.lab.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.brixianode.model.Architecture;
import org.brixianode.network.BsNet;
import org.brixianode.network.Part;
import org.brixianode.network.VariableSpec;
import org.brixianode.network.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Start weights of the single-lung branch. */
final class LungBranchStartTest {

    private static final Path BUNDLED = Path.of("models/efficientnet-lite0/weights.h5");

    @TempDir private Path folder;

    @Test
    void theBundledFileHasEveryVariableOfTheBackboneAndNoOther() throws Exception {
        Weights start = LungBranchStart.read(Architecture.MINI, BUNDLED);
        List<String> wanted =
                BsNet.variables(Architecture.MINI).stream()
                        .filter(
                                spec ->
                                        spec.part() == Part.BRANCH
                                                || spec.part() == Part.BRANCH_TRUNK)
                        .map(VariableSpec::name)
                        .toList();
        assertThat(start.asMap().keySet()).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void anotherFileIsRefusedWithAllMissingTensors() throws Exception {
        Path other = folder.resolve("two-heads.h5");
        Files.copy(Path.of("src/test/resources/keras/two-heads.h5"), other);
        assertThatThrownBy(() -> LungBranchStart.read(Architecture.MINI, other))
                .isInstanceOf(InvalidWeightsException.class)
                .hasMessageContaining("reader_stem/kernel [3x3x1x32] is missing")
                .hasMessageContaining("reader_stage7_block1_project/bias [320] is missing");
    }
}
