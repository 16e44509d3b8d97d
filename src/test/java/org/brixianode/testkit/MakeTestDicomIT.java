package org.brixianode.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.pixels.PixelResult;
import org.brixianode.pixels.PixelStage;
import org.brixianode.pixels.PixelsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed test objects are what the code draws, and what their README says. */
final class MakeTestDicomIT {

    private static final Path COMMITTED = Path.of("test-dicom");

    @TempDir Path fresh;

    @Test
    void theCommittedFilesAreTheOnesThatAreMade() throws IOException {
        MakeTestDicom.writeAll(fresh);
        assertThat(names(COMMITTED)).isEqualTo(names(fresh)).hasSize(8);
        for (String name : names(fresh)) {
            assertThat(COMMITTED.resolve(name)).hasSameBinaryContentAs(fresh.resolve(name));
        }
    }

    @Test
    void frontalViewsAreScoredAndNothingElse() throws Exception {
        PixelStage stage = new PixelStage(PixelsConfig.defaults());
        String readme = Files.readString(COMMITTED.resolve("README.md"));
        for (String name : names(COMMITTED)) {
            Path file = COMMITTED.resolve(name);
            PixelResult result = stage.read(TestObject.received(file, new Attributes(), ""));
            boolean scored = name.startsWith("frontal-") && !name.contains("truncated");
            assertThat(result instanceof PixelResult.Accepted).as(name).isEqualTo(scored);
            assertThat(readme).contains("`" + name + "`");
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".dcm"))
                    .sorted()
                    .toList();
        }
    }
}
