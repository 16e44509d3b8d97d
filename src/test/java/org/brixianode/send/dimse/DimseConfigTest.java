package org.brixianode.send.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.brixianode.study.AeTitle;
import org.junit.jupiter.api.Test;

final class DimseConfigTest {

    private static final AeTitle TITLE = new AeTitle("BRIXIA");

    @Test
    void aPduLengthThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new DimseConfig(TITLE, DimseConfig.Timeouts.DEFAULT, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("max-pdu-length");
    }

    @Test
    void everyDefaultWaitIsFinite() {
        assertThat(DimseConfig.defaults(TITLE).limits().stall()).isPositive();
    }
}
