package org.brixianode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.brixianode.files.ScoredFile;
import org.brixianode.study.ScoreSheet;
import org.brixianode.testkit.ReportFixtures;
import org.junit.jupiter.api.Test;

final class ScoreTableTest {

    private static List<String> rows(String... remarks) {
        ScoreSheet sheet = ReportFixtures.sheet(List.of(0, 1, 2, 3, 2, 1), List.of(remarks));
        return ScoreTable.row(
                        new ScoredFile(Path.of("a.dcm"), Optional.empty(), Optional.of(sheet), ""))
                .lines()
                .toList();
    }

    /** A name or reason drives no terminal and forges no row. */
    @Test
    void namesAndReasonsAreOneLine() {
        String row =
                ScoreTable.row(
                        ScoredFile.notScored(
                                Path.of("a\u001b[2J\n1.dcm"), "damaged\r\nobject: \u009b"));

        assertThat(row).isEqualTo("  not scored: damaged??object: ?  a?[2J?1.dcm");
    }

    @Test
    void remarksAreBelowTheScores() {
        assertThat(rows()).singleElement().asString().contains("a.dcm");
        assertThat(rows("The image was set right.", "Uncertain: A."))
                .hasSize(3)
                .endsWith("      The image was set right.", "      Uncertain: A.");
    }
}
