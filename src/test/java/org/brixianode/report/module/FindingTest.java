package org.brixianode.report.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.brixianode.study.Acquisition;
import org.brixianode.study.EarlierResults;
import org.brixianode.study.PersonFacts;
import org.brixianode.testkit.ReportFixtures;
import org.junit.jupiter.api.Test;

final class FindingTest {

    /** A picture with little room shows the first ones. */
    @Test
    void remarksOnSidesAndZonesStandFirstAndResultsNotComparedLast() {
        EarlierResults vetoed =
                ReportFixtures.lookedUp(
                        Optional.empty(),
                        Optional.of(new EarlierResults.Veto(1, EnumSet.of(PersonFacts.Fact.SEX))));
        Finding finding =
                new Finding(
                        Acquisition.UNKNOWN,
                        ReportFixtures.sheet(
                                List.of(2, 1, 3, 0, 1, 2),
                                List.of(
                                        "Black and white exchanged.",
                                        "Uncertain: A.",
                                        "The lungs are not clearly outlined; so.",
                                        "Not assessable: C.",
                                        "Orientation: image mirrored.")),
                        ContentTime.of(
                                Instant.EPOCH, Optional.empty(), ZoneOffset.UTC, Optional.empty()),
                        vetoed);
        assertThat(finding.remarks()).hasSize(6);
        assertThat(finding.remarks().subList(0, 5))
                .containsExactly(
                        "Orientation: image mirrored.",
                        "The lungs are not clearly outlined; so.",
                        "Not assessable: C.",
                        "Uncertain: A.",
                        "Black and white exchanged.");
        assertThat(finding.remarks().get(5)).contains("not compared", "sex");
    }
}
