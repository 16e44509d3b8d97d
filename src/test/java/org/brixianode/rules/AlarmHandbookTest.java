package org.brixianode.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.brixianode.ops.AlarmKind;
import org.junit.jupiter.api.Test;

/** docs/alarms.md has a section for every alarm and none for another. */
final class AlarmHandbookTest {

    private static final Path FILE = Path.of("docs/alarms.md");
    private static final Pattern HEADING = Pattern.compile("(?m)^## (.+)$");

    private static Map<String, String> sections() throws IOException {
        String text = Files.readString(FILE);
        Map<String, String> sections = new TreeMap<>();
        List<MatchResult> headings = HEADING.matcher(text).results().toList();
        for (int i = 0; i < headings.size(); i++) {
            int end = i + 1 < headings.size() ? headings.get(i + 1).start() : text.length();
            sections.put(headings.get(i).group(1), text.substring(headings.get(i).end(), end));
        }
        return sections;
    }

    @Test
    void everyAlarmHasItsSectionAndEverySectionItsAlarm() throws IOException {
        assertThat(sections().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(AlarmKind.values()).map(AlarmKind::code).toList());
    }

    @Test
    void eachSaysSeverityMeaningCheckAndCure() throws IOException {
        Map<String, String> sections = sections();
        for (AlarmKind kind : AlarmKind.values()) {
            assertThat(sections.get(kind.code()))
                    .as(kind.code())
                    .startsWith("\n\n" + kind.severity() + ". **Meaning.** ")
                    .contains("\n**Check.** ", "\n**Cure.** ");
        }
    }

    /** The texts name keys with their defaults; a renamed key must be renamed there, too. */
    @Test
    void theKeysThatItNamesExist() throws IOException {
        String defaults = Files.readString(Path.of("src/main/resources/brixia-node-defaults.conf"));
        List<String> named =
                Pattern.compile("`watch\\.([a-z-]+)`")
                        .matcher(Files.readString(FILE))
                        .results()
                        .map(found -> found.group(1))
                        .distinct()
                        .toList();
        assertThat(named).hasSizeGreaterThan(5);
        assertThat(named).allMatch(key -> defaults.contains("  " + key + " = "));
    }
}
