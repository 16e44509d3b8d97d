package org.brixianode.score;

import static org.assertj.core.api.Assertions.assertThat;

import org.brixianode.study.Affine;
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

    @Test
    void aZoneWithASliverOfLungIsNamed() {
        assertThat(ZoneRemarks.notAssessable(Affine.IDENTITY, lungs(67)))
                .contains("Not assessable (less than 3 % of the lungs found there): C.");
    }

    @Test
    void zonesWithEnoughLungHaveNoRemark() {
        assertThat(ZoneRemarks.notAssessable(Affine.IDENTITY, lungs(80))).isEmpty();
    }
}
