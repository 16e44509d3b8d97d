package org.brixianode.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.study.AeTitle;
import org.brixianode.testkit.MemoryOutbox;
import org.junit.jupiter.api.Test;

final class SendConfigTest {

    private static final AeTitle TITLE = new AeTitle("BRIXIA");

    @Test
    void namesEveryProblemAtOnce() {
        assertThatThrownBy(
                        () ->
                                new SendConfig(
                                        TITLE,
                                        SendConfig.Timeouts.DEFAULT,
                                        BackOff.DEFAULT,
                                        0,
                                        0,
                                        1,
                                        Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batch")
                .hasMessageContaining("refusals")
                .hasMessageContaining("PDU length")
                .hasMessageContaining("poll");
    }

    @Test
    void everyDefaultWaitIsFinite() {
        SendConfig defaults = SendConfig.defaults(TITLE);
        assertThat(defaults.limits().stall()).isPositive();
        assertThat(defaults.backOff().first()).isEqualTo(Duration.ofSeconds(5));
        assertThat(defaults.backOff().longest()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void namesTheProblemsOfADestination() {
        assertThatThrownBy(() -> new Destination("", TITLE, " ", 0, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name")
                .hasMessageContaining("host")
                .hasMessageContaining("port");
    }

    @Test
    void showsNoPassword() {
        TlsConfig tls = new TlsConfig(Path.of("k"), "sesame", Path.of("t"), "sesame", false);
        assertThat(new Destination("pacs", TITLE, "h", 104, Optional.of(tls)).toString())
                .doesNotContain("sesame");
    }

    @Test
    void wantsANameForEachDestination() {
        Destination one = new Destination("pacs", TITLE, "h", 104, Optional.empty());
        Destination two = new Destination("pacs", TITLE, "i", 104, Optional.empty());
        assertThatThrownBy(
                        () ->
                                new Sender(
                                        SendConfig.defaults(TITLE),
                                        List.of(one, two),
                                        new MemoryOutbox(),
                                        Clock.systemUTC(),
                                        () -> 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
