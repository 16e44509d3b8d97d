package org.brixianode.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.brixianode.score.ScoreJson;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.PrivateFiles;
import org.brixianode.study.ScoreInterval;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/**
 * Writes scores as comma-separated values (RFC 4180) in UTF-8, one row per file, written as soon as
 * it is scored. The numbers are those of {@link ScoreJson}.
 */
public final class ScoreCsv implements AutoCloseable {

    private final CSVPrinter printer;

    private ScoreCsv(CSVPrinter printer) {
        this.printer = printer;
    }

    /**
     * Replaces the file.
     *
     * @throws IOException if it cannot be written
     */
    public static ScoreCsv create(Path file) throws IOException {
        PrivateFiles.createFile(file);
        CSVPrinter printer = new CSVPrinter(Files.newBufferedWriter(file), CSVFormat.RFC4180);
        printer.printRecord(header());
        printer.flush();
        return new ScoreCsv(printer);
    }

    public static List<String> header() {
        List<String> names = new ArrayList<>(List.of("file", "status", "reason"));
        for (Zone zone : Zone.values()) {
            names.add(zone.name());
        }
        names.add("global");
        for (Zone zone : Zone.values()) {
            names.add(zone + "_expected");
        }
        names.addAll(List.of("expected_global", "global_low", "global_high"));
        for (Zone zone : Zone.values()) {
            for (int grade = 0; grade < ZoneScore.GRADES; grade++) {
                names.add(zone + "_p" + grade);
            }
        }
        names.addAll(List.of("uncertain", "remarks", "model"));
        return names;
    }

    public void write(ScoredFile scored, ModelIdentity model) throws IOException {
        List<Object> row = new ArrayList<>();
        row.add(scored.file());
        row.add(scored.sheet().isPresent() ? "scored" : "not scored");
        row.add(scored.reason());
        if (scored.sheet().isPresent()) {
            row.addAll(numbers(scored.sheet().get()));
        } else {
            row.addAll(Collections.nCopies(header().size() - row.size() - 1, ""));
        }
        row.add(model);
        printer.printRecord(row);
        printer.flush();
    }

    private static List<Object> numbers(ScoreSheet sheet) {
        List<Object> numbers = new ArrayList<>();
        sheet.zones().values().forEach(zone -> numbers.add(zone.score()));
        numbers.add(sheet.global());
        sheet.zones().values().forEach(zone -> numbers.add(ScoreJson.rounded(zone.expected())));
        numbers.add(ScoreJson.rounded(sheet.expectedGlobal()));
        Optional<ScoreInterval> interval = sheet.interval();
        numbers.add(interval.map(one -> "" + one.low()).orElse(""));
        numbers.add(interval.map(one -> "" + one.high()).orElse(""));
        sheet.zones().values().forEach(zone -> numbers.addAll(zone.probabilities()));
        boolean uncertain = !sheet.uncertain().isEmpty();
        numbers.add(uncertain ? "yes" : "no");
        numbers.add(String.join(" ", sheet.remarks()));
        return numbers;
    }

    @Override
    public void close() throws IOException {
        printer.close();
    }
}
