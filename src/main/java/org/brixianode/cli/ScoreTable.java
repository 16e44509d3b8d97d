package org.brixianode.cli;

import java.util.Locale;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.ZoneScore;

/** Scores as lines for a terminal. */
final class ScoreTable {

    static String header() {
        return "   A  B  C    D  E  F   global  expected  file\n" + "  right lung   left lung";
    }

    static String row(ScoredFile scored) {
        return scored.sheet()
                .map(sheet -> numbers(sheet) + scored.file())
                .orElseGet(() -> "  not scored: " + scored.reason() + "  " + scored.file());
    }

    private static String numbers(ScoreSheet sheet) {
        StringBuilder text = new StringBuilder();
        int zone = 0;
        for (ZoneScore score : sheet.zones().values()) {
            text.append(zone++ == 3 ? "  " : "").append("  ").append(score.score());
        }
        return " "
                + text
                + String.format(
                        Locale.ROOT, "   %4d    %7.1f   ", sheet.global(), sheet.expectedGlobal());
    }

    private ScoreTable() {}
}
