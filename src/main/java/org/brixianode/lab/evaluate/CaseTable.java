package org.brixianode.lab.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.brixianode.lab.data.Annotation;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/** Every case as a row of comma-separated values (RFC 4180). */
public final class CaseTable {

    /** The header and a row for each case. */
    public static String csv(List<Case> cases) {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(header());
            for (Case c : cases) {
                printer.printRecord(row(c));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can always be written to", e);
        }
        return text.toString();
    }

    private static List<String> header() {
        List<String> header =
                new ArrayList<>(List.of("image", "patient", "learned_from", "lungs_dice"));
        for (Zone zone : Zone.values()) {
            for (String column : List.of("senior", "junior", "model", "expected")) {
                header.add(zone + "_" + column);
            }
            for (int grade = 0; grade < ZoneScore.GRADES; grade++) {
                header.add(zone + "_p" + grade);
            }
        }
        header.addAll(
                List.of(
                        "global_senior",
                        "global_junior",
                        "global_model",
                        "global_expected",
                        "zone_mae",
                        "global_difference"));
        return header;
    }

    private static List<Object> row(Case c) {
        Optional<Map<Zone, Integer>> junior = c.annotation().junior();
        List<Object> row = new ArrayList<>();
        row.add(c.annotation().name());
        row.add(c.annotation().patient());
        row.add(c.seen() ? "yes" : "no");
        row.add(c.dice().map(CaseTable::number).orElse(""));
        for (Zone zone : Zone.values()) {
            ZoneScore score = c.zone(zone);
            row.add(c.annotation().senior(zone));
            row.add(
                    junior.map(scores -> Integer.toString(Annotation.score(scores, zone)))
                            .orElse(""));
            row.add(score.score());
            row.add(number(score.expected()));
            score.probabilities().forEach(probability -> row.add(number(probability)));
        }
        row.add(c.annotation().seniorGlobal());
        row.add(junior.map(CaseTable::sum).orElse(""));
        row.add(c.global());
        row.add(number(c.expectedGlobal()));
        row.add(number(c.zoneError()));
        row.add(c.globalDifference());
        return row;
    }

    private static String sum(Map<Zone, Integer> scores) {
        return Integer.toString(scores.values().stream().mapToInt(Integer::intValue).sum());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private CaseTable() {}
}
