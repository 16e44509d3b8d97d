package org.brixianode.bsnet.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.brixianode.bsnet.Architecture;
import org.brixianode.bsnet.BsNet;
import org.brixianode.bsnet.Part;
import org.brixianode.bsnet.VariableSpec;
import org.brixianode.bsnet.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The weights that the reader starts from. */
final class ReaderStartTest {

    private static final Path BUNDLED = Path.of("models/efficientnet-lite0/weights.h5");

    @TempDir private Path folder;

    @Test
    void theBundledFileHasEveryVariableOfTheBackboneAndNoOther() throws Exception {
        Weights start = ReaderStart.read(Architecture.MINI, BUNDLED);
        List<String> wanted =
                BsNet.variables(Architecture.MINI).stream()
                        .filter(
                                spec ->
                                        spec.part() == Part.READER
                                                || spec.part() == Part.READER_TRUNK)
                        .map(VariableSpec::name)
                        .toList();
        assertThat(start.asMap().keySet()).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void whatIsNotThatFileIsRefusedWithEveryTensorThatIsMissing() throws Exception {
        Path other = folder.resolve("two-heads.h5");
        Files.copy(Path.of("src/test/resources/keras/two-heads.h5"), other);
        assertThatThrownBy(() -> ReaderStart.read(Architecture.MINI, other))
                .isInstanceOf(InvalidWeightsException.class)
                .hasMessageContaining("reader_stem/kernel [3x3x1x32] is missing")
                .hasMessageContaining("reader_stage7_block1_project/bias [320] is missing");
    }
}
