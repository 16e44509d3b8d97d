package org.brixianode.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/packages.md lists the packages that exist, and what their {@code package-info} says. */
final class PackageTableTest {

    private static final Path DOCUMENT = Path.of("docs/packages.md");
    private static final Path SOURCES = Path.of("src/main/java/org/brixianode");

    /** The first sentence, and the list behind "May import". */
    private static final Pattern TEXT =
            Pattern.compile("/\\*\\* (.*?\\.) [^<]*<p>Input:.*May import: (.*?)\\. Threads:");

    private static List<String> rows() throws IOException {
        List<String> rows = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(one -> one.endsWith("package-info.java")).toList()) {
                String name = SOURCES.relativize(file.getParent()).toString().replace('/', '.');
                Matcher text =
                        TEXT.matcher(Files.readString(file).replaceAll("\\s*\\n( \\*)?\\s*", " "));
                assertThat(text.find()).as("purpose and imports of %s", name).isTrue();
                rows.add("| `%s` | %s | %s |".formatted(name, text.group(1), text.group(2)));
            }
        }
        return rows;
    }

    @Test
    void theDocumentHasARowForEveryPackageAndNoOther() throws IOException {
        List<String> documented =
                Files.readAllLines(DOCUMENT).stream()
                        .filter(line -> line.startsWith("| `"))
                        .toList();
        assertThat(rows()).as("packages").isNotEmpty();
        assertThat(documented)
                .as("rows of %s", DOCUMENT)
                .containsExactlyInAnyOrderElementsOf(rows());
    }
}
