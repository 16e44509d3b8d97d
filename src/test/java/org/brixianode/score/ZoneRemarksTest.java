package org.brixianode.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.brixianode.study.Affine;
import org.brixianode.study.Raster;
import org.brixianode.study.ZoneFrame;
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

    private static Optional<String> remark(int lastRowOnTheLeft) {
        return ZoneRemarks.notAssessable(
                new ZoneFrame(Affine.IDENTITY).notAssessable(lungs(lastRowOnTheLeft)));
    }

    @Test
    void aZoneWithASliverOfLungIsNamed() {
        assertThat(remark(67))
                .contains(
                        "Not assessable: C (less than 3 % of the lungs found there); included in"
                                + " the total.");
    }

    @Test
    void zonesWithEnoughLungHaveNoRemark() {
        assertThat(remark(80)).isEmpty();
    }
}
