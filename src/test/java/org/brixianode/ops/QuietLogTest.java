package org.brixianode.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.brixianode.testkit.CapturedLog;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is left out of the log, and that it is only for a while. */
final class QuietLogTest {

    private static final Logger LOG = LoggerFactory.getLogger(QuietLogTest.class);

    @Test
    void onlyWarningsAreLoggedMeanwhile() throws Exception {
        try (CapturedLog log = CapturedLog.of(LogFile.NODE)) {
            int done =
                    QuietLog.during(
                            () -> {
                                LOG.info("left out");
                                LOG.warn("kept");
                                return 7;
                            });
            assertThat(done).isEqualTo(7);
            LOG.info("after it");
            assertThat(log.infos()).contains("after it").doesNotContain("left out");
            assertThat(log.warnings()).contains("kept");
        }
    }
}
