package org.brixianode.cli;

import java.util.Locale;
import java.util.stream.Collectors;
import org.brixianode.files.ScoredFile;
import org.brixianode.study.SafeText;
import org.brixianode.study.ScoreInterval;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.ZoneScore;

/** Formats scores for the terminal. */
final class ScoreTable {

    private static final int MAX_LENGTH = 2000;

    static String header() {
        return "   A  B  C    D  E  F   global  expected  interval  file\n"
                + "  right lung   left lung";
    }

    /** The scores of a file in one line, followed by one line per remark. */
    static String row(ScoredFile scored) {
        return scored.sheet()
                .map(sheet -> numbers(sheet) + name(scored) + remarks(sheet))
                .orElseGet(
                        () ->
                                "  not scored: "
                                        + SafeText.line(scored.reason(), MAX_LENGTH)
                                        + "  "
                                        + name(scored));
    }

    /** The sanitised file name, which may come from outside. */
    private static String name(ScoredFile scored) {
        return SafeText.line(scored.file().toString(), MAX_LENGTH);
    }

    private static String remarks(ScoreSheet sheet) {
        return sheet.remarks().stream()
                .map(remark -> System.lineSeparator() + "      " + remark)
                .collect(Collectors.joining());
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
                        Locale.ROOT,
                        "   %4d    %7.1f   %8s  ",
                        sheet.global(),
                        sheet.expectedGlobal(),
                        sheet.interval().map(ScoreTable::limits).orElse("-"));
    }

    private static String limits(ScoreInterval interval) {
        return interval.low() + " to " + interval.high();
    }

    private ScoreTable() {}
}
