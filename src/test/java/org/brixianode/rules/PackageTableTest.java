package org.brixianode.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/packages.md lists the packages that exist. */
final class PackageTableTest {

    private static final Path DOCUMENT = Path.of("docs/packages.md");
    private static final Path SOURCES = Path.of("src/main/java/org/brixianode");

    private static List<String> packages() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> SOURCES.relativize(file.getParent()).toString().replace('/', '.'))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theDocumentHasOneRowForEveryPackageAndNoOther() throws IOException {
        List<String> documented =
                Files.readAllLines(DOCUMENT).stream()
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> line.split("`")[1])
                        .toList();
        assertThat(packages()).as("packages").isNotEmpty();
        assertThat(documented)
                .as("rows of %s", DOCUMENT)
                .containsExactlyInAnyOrderElementsOf(packages());
    }
}
