package org.brixianode.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.brixianode.testkit.ReportFixtures;
import org.brixianode.testkit.ScoreSheets;
import org.junit.jupiter.api.Test;

final class ScoreSheetTest {

    private static final DecisionRule RULE = ScoreSheets.rule(DecisionRule.Kind.MEDIAN, 0.99);

    private static ScoreSheet sheet() {
        ScoreSheet drawn = ReportFixtures.sheet(List.of(2, 1, 3, 0, 1, 2), List.of("Own."));
        return new ScoreSheet(
                drawn.model(),
                RULE,
                drawn.zones(),
                drawn.lungs(),
                drawn.heat(),
                drawn.heatKind(),
                drawn.alignment(),
                drawn.remarks());
    }

    /** The rule once was another one after the remarks of the header had been added. */
    @Test
    void remarksChangeNothingElse() {
        ScoreSheet remarked = sheet().remarkedFirst(List.of("Header."));
        assertThat(remarked.remarks()).containsExactly("Header.", "Own.");
        assertThat(remarked)
                .usingRecursiveComparison()
                .ignoringFields("remarks")
                .isEqualTo(sheet());
        assertThat(remarked.uncertain()).hasSameElementsAs(sheet().uncertain()).isNotEmpty();
    }

    @Test
    void anotherMapChangesNothingElse() {
        ScoreSheet other = sheet().withHeat(sheet().lungs(), HeatKind.SUPER_PIXELS);
        assertThat(other.heatKind()).isEqualTo(HeatKind.SUPER_PIXELS);
        assertThat(other)
                .usingRecursiveComparison()
                .ignoringFields("heat", "heatKind")
                .isEqualTo(sheet());
    }
}
