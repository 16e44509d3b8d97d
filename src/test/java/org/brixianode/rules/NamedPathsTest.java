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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents name only files and classes that exist. */
final class NamedPathsTest {

    /** Not conf/ and models/, where the documents also name files that the reader makes. */
    private static final List<String> ROOTS =
            List.of(
                    "bench/",
                    "bin/",
                    "deploy/",
                    "docs/",
                    "src/",
                    "test-dicom/",
                    ".ci/",
                    ".github/");

    /** A path in text: in code quotes or plain, without what a shell would expand. */
    private static final Pattern PATH = Pattern.compile("(?<![\\w./-])((?:[\\w.-]+/)+[\\w.-]*\\w)");

    /** A test class in code quotes. */
    private static final Pattern TEST_CLASS = Pattern.compile("`(\\w+(?:Test|IT))`");

    static Stream<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        for (String name : List.of("README.md", "CONTRIBUTING.md", "SECURITY.md")) {
            documents.add(Path.of(name));
        }
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
        }
        return documents.stream();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void pathsExist(Path document) throws IOException {
        List<String> missing = new ArrayList<>();
        Matcher found = PATH.matcher(Files.readString(document));
        while (found.find()) {
            String path = found.group(1);
            if (ROOTS.stream().anyMatch(path::startsWith) && !exists(path)) {
                missing.add(path);
            }
        }
        assertThat(missing).as("paths that %s names", document).isEmpty();
    }

    /** A number names an ADR, whatever its title. */
    private static boolean exists(String path) throws IOException {
        if (path.matches("docs/adr/\\d{4}")) {
            try (Stream<Path> files = Files.list(Path.of("docs/adr"))) {
                return files.anyMatch(file -> file.toString().startsWith(path));
            }
        }
        return Files.exists(Path.of(path));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void testClassesExist(Path document) throws IOException {
        List<String> names = new ArrayList<>();
        Matcher found = TEST_CLASS.matcher(Files.readString(document));
        while (found.find()) {
            names.add(found.group(1) + ".java");
        }
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            List<String> known = files.map(file -> file.getFileName().toString()).toList();
            assertThat(known).as("test classes that %s names", document).containsAll(names);
        }
    }
}
