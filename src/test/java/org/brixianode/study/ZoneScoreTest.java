package org.brixianode.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ZoneScoreTest {

    @Test
    void aRoundedMeanNeedNotBeTheMostProbableGrade() {
        ZoneScore between = new ZoneScore(Zone.A, 2, List.of(0.05, 0.4, 0.15, 0.4));

        assertThat(between.isMostProbable()).isFalse();
        assertThat(between.mostProbableScore()).isEqualTo(1);
    }

    @Test
    void aScoreThatSharesTheFirstPlaceIsMostProbable() {
        ZoneScore shared = new ZoneScore(Zone.B, 2, List.of(0.0, 0.5, 0.5, 0.0));

        assertThat(shared.isMostProbable()).isTrue();
        assertThat(shared.mostProbableScore()).isEqualTo(2);
    }
}
