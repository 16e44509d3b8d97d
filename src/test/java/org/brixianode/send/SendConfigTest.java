package org.brixianode.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.study.AeTitle;
import org.junit.jupiter.api.Test;

final class SendConfigTest {

    private static final AeTitle TITLE = new AeTitle("BRIXIA");

    @Test
    void namesEveryProblemAtOnce() {
        assertThatThrownBy(() -> new SendConfig(BackOff.DEFAULT, 0, 0, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batch")
                .hasMessageContaining("refusals")
                .hasMessageContaining("poll");
    }

    @Test
    void everyDefaultWaitIsFinite() {
        assertThat(SendConfig.DEFAULT.backOff().first()).isEqualTo(Duration.ofSeconds(5));
        assertThat(SendConfig.DEFAULT.backOff().longest()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void namesTheProblemsOfADestination() {
        assertThatThrownBy(() -> new DimseDestination("", TITLE, " ", 0, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name")
                .hasMessageContaining("host")
                .hasMessageContaining("port");
    }

    @Test
    void showsNoPassword() {
        TlsConfig tls = new TlsConfig(Path.of("k"), "sesame", Path.of("t"), "sesame", false);
        assertThat(new DimseDestination("pacs", TITLE, "h", 104, Optional.of(tls)).toString())
                .doesNotContain("sesame");
    }
}
