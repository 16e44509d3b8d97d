package org.brixianode.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.brixianode.study.Raster;
import org.brixianode.study.Zone;
import org.junit.jupiter.api.Test;

final class PhantomChestTest {

    private static final int SIDE_PX = 160;

    @Test
    void theSameSeedDrawsTheSamePicture() {
        Map<Zone, Integer> grades = Map.of(Zone.A, 1, Zone.E, 3, Zone.F, 2);
        Raster first = chest(4, grades).grey();
        assertThat(chest(4, grades).grey().values()).isEqualTo(first.values());
        assertThat(chest(5, grades).grey().values()).isNotEqualTo(first.values());
    }

    @Test
    void theZonesArePartsOfTheLungs() {
        PhantomChest chest = chest(7, Map.of());
        float[] sum = new float[SIDE_PX * SIDE_PX];
        for (Zone zone : Zone.values()) {
            float[] mask = chest.zoneMask(zone).values();
            int pixels = 0;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += mask[i];
                pixels += (int) mask[i];
            }
            assertThat(pixels).as("pixels of zone %s", zone).isGreaterThan(sum.length / 60);
        }
        assertThat(sum).isEqualTo(chest.lungMask().values());
    }

    @Test
    void clearLungsAreDarkAndThePatientsRightIsOnTheImagesLeft() {
        PhantomChest chest = chest(9, Map.of());
        Raster grey = chest.grey();
        double lungs = mean(grey, chest.lungMask());
        double all = mean(grey, new Raster(1, 1, new float[] {1}));
        assertThat(lungs).isLessThan(all - 0.07);
        assertThat(centre(chest.zoneMask(Zone.B))).isLessThan(SIDE_PX / 2.0);
        assertThat(centre(chest.zoneMask(Zone.E))).isGreaterThan(SIDE_PX / 2.0);
    }

    @Test
    void aHigherGradeIsBrighterInItsZoneOnly() {
        for (Zone zone : Zone.values()) {
            PhantomChest clear = chest(11, Map.of());
            double before = mean(clear.grey(), clear.zoneMask(zone));
            for (int grade = 1; grade <= 3; grade++) {
                PhantomChest ill = chest(11, Map.of(zone, grade));
                double now = mean(ill.grey(), ill.zoneMask(zone));
                assertThat(now).as("zone %s, grade %d", zone, grade).isGreaterThan(before + 0.008);
                before = now;
                Zone other = zone.mirrored();
                assertThat(mean(ill.grey(), ill.zoneMask(other)))
                        .isEqualTo(mean(clear.grey(), clear.zoneMask(other)));
            }
        }
    }

    private static PhantomChest chest(long seed, Map<Zone, Integer> grades) {
        return PhantomChest.of(SIDE_PX, SIDE_PX, seed, grades);
    }

    /** Mean where a mask is 1; a mask of one pixel holds everywhere. */
    private static double mean(Raster grey, Raster mask) {
        double sum = 0;
        double count = 0;
        for (int i = 0; i < grey.values().length; i++) {
            float weight = mask.values()[i % mask.values().length];
            sum += weight * grey.values()[i];
            count += weight;
        }
        return sum / count;
    }

    private static double centre(Raster mask) {
        double sum = 0;
        double count = 0;
        for (int i = 0; i < mask.values().length; i++) {
            sum += mask.values()[i] * (i % mask.widthPx());
            count += mask.values()[i];
        }
        return sum / count;
    }
}
