package org.brixianode.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.brixianode.cli.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * The documents name only commands, options and keys that exist, their links lead somewhere, and
 * every block of commands says whether it is run by a test ({@code ReleaseIT}) or by hand.
 */
final class DocumentedCommandsTest {

    private static final Pattern FENCE = Pattern.compile("(?ms)^(.*)\n```sh\n(.*?)^```$");
    private static final Pattern INLINE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern KEY = Pattern.compile("`([a-z-]+(?:\\.[a-z-]+)+)`");
    private static final Pattern LAUNCHER = Pattern.compile("bin/brixia-node (.*)");
    private static final int README_LINES = 60;

    static Stream<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(Path.of("README.md")));
        try (Stream<Path> files = Files.list(Path.of("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        return documents.stream();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyBlockOfCommandsIsRunOrMarked(Path document) throws IOException {
        String text = Files.readString(document);
        List<String> unmarked = new ArrayList<>();
        for (MatchResult block : FENCE.matcher(text).results().toList()) {
            String before = block.group(1).lines().reduce("", (first, last) -> last);
            if (!before.matches("<!-- (run|by hand: .+) -->")) {
                unmarked.add(block.group(2));
            }
        }
        assertThat(unmarked).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void commandsAndOptionsExist(Path document) throws IOException {
        String text = Files.readString(document);
        CommandLine main = new CommandLine(new Main());
        List<String> wrong = new ArrayList<>();
        for (String line : text.split("\n")) {
            String code = line.startsWith("    ") || line.contains("brixia-node ") ? line : "";
            LAUNCHER.matcher(code.replace("`", " ` "))
                    .results()
                    .forEach(found -> check(main, found.group(1), wrong));
        }
        for (MatchResult inline : INLINE.matcher(text).results().toList()) {
            String first = inline.group(1).split(" ")[0];
            if (inline.group(1).contains(" ") && main.getSubcommands().containsKey(first)) {
                check(main, inline.group(1), wrong);
            }
        }
        assertThat(wrong).as("commands or options that %s names", document).isEmpty();
    }

    /** Follows the words down the commands; then every word with two hyphens is an option. */
    private static void check(CommandLine main, String words, List<String> wrong) {
        CommandLine command = main;
        boolean inCommand = true;
        for (String word : words.split("[#`&|;>]")[0].strip().split("[\\s,()]+")) {
            if (inCommand && command.getSubcommands().containsKey(word)) {
                command = Objects.requireNonNull(command.getSubcommands().get(word));
                continue;
            }
            boolean placeholder = !word.matches("[a-z][a-z-]*");
            if (inCommand && command == main && !placeholder) {
                wrong.add(words);
                return;
            }
            inCommand = false;
            String option = word.replaceFirst("[=\\].:].*$", "").replaceFirst("^\\[", "");
            if (option.matches("--[a-z-]+")
                    && command.getCommandSpec().findOption(option) == null) {
                wrong.add(option + " in: " + words);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadSomewhere(Path document) throws IOException {
        List<String> broken = new ArrayList<>();
        for (MatchResult link : LINK.matcher(Files.readString(document)).results().toList()) {
            String target = link.group(1);
            if (!target.matches("[a-z]+:.*") && !exists(document, target)) {
                broken.add(target);
            }
        }
        assertThat(broken).as("links of %s", document).isEmpty();
    }

    private static boolean exists(Path document, String target) throws IOException {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        if (Files.notExists(file)) {
            return false;
        }
        return parts.length == 1 || headings(file).contains(parts[1]);
    }

    /** The headings as anchors, as code forges make them. */
    private static Set<String> headings(Path file) throws IOException {
        return Files.readString(file)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(title -> title.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void theReadmeFitsOnOneScreen() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThan(README_LINES);
    }

    @Test
    void theConfigurationsBlocksAreDescribedAndItsKeysExist() throws IOException {
        String text = Files.readString(Path.of("docs/configuration.md"));
        Config defaults = ConfigFactory.parseResources("brixia-node-defaults.conf").resolve();
        for (Map.Entry<String, ?> block : defaults.root().entrySet()) {
            assertThat(text).contains("| `" + block.getKey() + "` |");
        }
        List<String> keys =
                KEY.matcher(text).results().map(found -> found.group(1)).distinct().toList();
        assertThat(keys).hasSizeGreaterThan(20).allMatch(defaults::hasPath);
    }
}
