package org.brixianode.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.study.AeTitle;
import org.junit.jupiter.api.Test;

final class ReceiveConfigTest {

    private static ReceiveConfig config(int port, int associations, int pdu, String sopClass) {
        return new ReceiveConfig(
                new AeTitle("BRIXIA"),
                "0.0.0.0",
                port,
                Set.of(),
                Set.of(sopClass),
                new ReceiveConfig.Associations(associations, 5),
                pdu,
                1 << 20,
                ReceiveConfig.Timeouts.DEFAULT,
                ReceiveConfig.DiskMarks.DEFAULT,
                Path.of("spool"),
                Optional.of(new TlsConfig(Path.of("k"), "open", Path.of("t"), "sesame", true)));
    }

    @Test
    void takesTheUsual() {
        assertThat(config(11112, 10, 65536, "1.2.3").port()).isEqualTo(11112);
    }

    @Test
    void namesEveryProblemAtOnce() {
        assertThatThrownBy(() -> config(70000, 1, 100, "MR"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("port must be between 0 and 65535, not 70000")
                .hasMessageContaining(
                        "max-pdu-length must be between 4096 and 1048576 bytes, not 100")
                .hasMessageContaining(
                        "storage-classes or further-sop-classes: SOP class 'MR' is not a UID");
    }

    @Test
    void boundsAssociations() {
        assertThatThrownBy(() -> new ReceiveConfig.Associations(0, 2000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("max-associations must be between 1 and 1000, not 0")
                .hasMessageContaining(
                        "max-associations-per-address must be between 1 and 1000, not 2000");
    }

    @Test
    void knowsNoWaitForEver() {
        assertThatThrownBy(
                        () ->
                                new ReceiveConfig.Timeouts(
                                        Duration.ZERO,
                                        Duration.ofSeconds(1),
                                        Duration.ofDays(2),
                                        Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("accept must")
                .hasMessageContaining("idle must")
                .hasMessageContaining("release must")
                .hasMessageNotContaining("request must");
    }

    @Test
    void wantsTheSoftMarkFirst() {
        assertThatThrownBy(() -> new ReceiveConfig.DiskMarks(10, 20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10 < 20");
    }

    @Test
    void showsNoPassword() {
        assertThat(config(0, 1, 4096, "1.2").toString())
                .contains("BRIXIA")
                .doesNotContain("open")
                .doesNotContain("sesame");
    }
}
