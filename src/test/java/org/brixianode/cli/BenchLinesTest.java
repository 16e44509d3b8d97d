package org.brixianode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.brixianode.bench.ReceptionFigures;
import org.brixianode.bench.Sample;
import org.brixianode.bench.ScoringFigures;
import org.brixianode.bench.ScoringFigures.Rounds;
import org.junit.jupiter.api.Test;

/** Measured figures as a person reads them. */
final class BenchLinesTest {

    private static Sample of(Double... values) {
        return new Sample(List.of(values));
    }

    @Test
    void scoringTellsTimesRatesAndMemory() {
        ScoringFigures figures =
                new ScoringFigures(
                        new Rounds(of(300.0, 400.0), of(3.0, 3.0), of(250.0)),
                        new Rounds(of(200.0), of(4.0, 4.0), of(150.0)),
                        20,
                        OptionalLong.of(700),
                        OptionalLong.empty());
        assertThat(BenchLines.of(figures).lines())
                .containsExactly(
                        "C-STORE-RSP to report and heatmap 400 ms median, 400 ms 95th percentile (2"
                                + " images), 2.00 times the model alone (200 ms)",
                        "3.00 images/s, 0.75 of the model alone (4.00 images/s; median of 2 rounds"
                                + " of 20); processor time per image 250 ms, the model alone 150 ms",
                        "memory 700 MiB at rest, ? MiB after load");
    }

    @Test
    void receptionNamesWhatIsCompared() {
        ReceptionFigures figures =
                new ReceptionFigures(
                        of(60.0),
                        List.of(new ReceptionFigures.Other("Orthanc", of(30.0))),
                        List.of("storescp is not installed, so not compared"));
        assertThat(BenchLines.of(figures).lines())
                .containsExactly(
                        "reception: storescp is not installed, so not compared",
                        "reception: node 60 MB/s, synced; 2.00 times Orthanc (30 MB/s) (median of"
                                + " 1 rounds)");
    }
}
