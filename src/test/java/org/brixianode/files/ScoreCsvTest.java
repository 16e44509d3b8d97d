package org.brixianode.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;
import org.brixianode.testkit.ReportFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScoreCsvTest {

    @TempDir private Path folder;

    /** The column of a zone holds the numbers of that zone. */
    @Test
    void eachNumberIsInTheColumnOfItsZone() throws Exception {
        ScoreSheet sheet = ReportFixtures.sheet(List.of(0, 1, 2, 3, 1, 2), List.of());
        Path file = folder.resolve("scores.csv");
        try (ScoreCsv csv = ScoreCsv.create(file)) {
            csv.write(
                    new ScoredFile(Path.of("a.dcm"), Optional.empty(), Optional.of(sheet), ""),
                    sheet.model());
        }
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        CSVRecord row;
        try (CSVParser parser = CSVParser.parse(Files.readString(file), format)) {
            row = parser.getRecords().get(0);
        }
        List<Integer> expected = List.of(0, 1, 2, 3, 1, 2);
        for (Zone zone : Zone.values()) {
            ZoneScore score = sheet.zones().get(zone);
            assertThat(row.get(zone.name())).isEqualTo("" + expected.get(zone.ordinal()));
            for (int grade = 0; grade < ZoneScore.GRADES; grade++) {
                assertThat(Double.parseDouble(row.get(zone + "_p" + grade)))
                        .isEqualTo(score.probabilities().get(grade));
            }
        }
        assertThat(row.get("global")).isEqualTo("9");
        assertThat(row.get("global_low")).isEqualTo("" + sheet.interval().orElseThrow().low());
        assertThat(row.get("global_high")).isEqualTo("" + sheet.interval().orElseThrow().high());
    }
}
