package org.brixianode.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PageFilesTest {

    private static final Path PAGE = Path.of("src/main/resources/org/brixianode/web/page");

    private static final Pattern MODULE =
            Pattern.compile(
                    "<(?:link rel=\"modulepreload\" href|script type=\"module\" src)=\"([^\"]+)\">");

    /** A module that is not named is asked for only when the one that imports it has come. */
    @Test
    void theBrowserAsksForAllModulesAtOnce() throws Exception {
        Set<String> modules;
        try (Stream<Path> files = Files.walk(PAGE.resolve("assets"))) {
            modules =
                    files.map(file -> PAGE.relativize(file).toString())
                            .filter(name -> name.endsWith(".js") && !name.endsWith("/theme.js"))
                            .collect(Collectors.toCollection(TreeSet::new));
        }
        List<String> named =
                MODULE.matcher(
                                Files.readString(PAGE.resolve("index.html"))
                                        .replace("></script>", ">"))
                        .results()
                        .map(found -> found.group(1))
                        .toList();
        assertThat(named).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(modules);
    }
}
