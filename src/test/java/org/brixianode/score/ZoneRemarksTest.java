package org.brixianode.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.brixianode.study.Affine;
import org.brixianode.study.DecisionRule;
import org.brixianode.study.IntervalRule;
import org.brixianode.study.Raster;
import org.junit.jupiter.api.Test;

final class ZoneRemarksTest {

    private static Raster lungs(int lastRowOnTheLeft) {
        int side = 100;
        float[] values = new float[side * side];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % side < side / 2 && i / side > lastRowOnTheLeft ? 0 : 1;
        }
        return new Raster(side, side, values);
    }

    private static DecisionRule rule(Optional<IntervalRule> interval) {
        return new DecisionRule(DecisionRule.Kind.ROUNDED_MEAN, 0, interval, Optional.empty());
    }

    @Test
    void aZoneWithASliverOfLungIsNamed() {
        assertThat(ZoneRemarks.notAssessable(Affine.IDENTITY, lungs(67), rule(Optional.empty())))
                .contains(
                        "Not assessable: C (less than 3 % of the lungs found there); included in"
                                + " the total.");
    }

    @Test
    void itIsSaidThatTheTotalThenHasNoInterval() {
        DecisionRule rule = rule(Optional.of(new IntervalRule(.9, 1.5, 100)));
        assertThat(ZoneRemarks.notAssessable(Affine.IDENTITY, lungs(67), rule).orElseThrow())
                .endsWith("included in the total, which has no interval.");
    }

    @Test
    void zonesWithEnoughLungHaveNoRemark() {
        assertThat(ZoneRemarks.notAssessable(Affine.IDENTITY, lungs(80), rule(Optional.empty())))
                .isEmpty();
    }
}
