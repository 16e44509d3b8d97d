package org.brixianode.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** A missing peer must never look like a passed test. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class PeersTest {

    private static final String REQUIRED = "BRIXIA_REQUIRE_PEERS";

    @Test
    void findsAProgram() {
        assertThat(Peers.program("sh")).endsWith("/sh");
    }

    @Test
    void namesWhatIsMissingAndAborts() {
        assumeTrue(
                System.getenv(REQUIRED) == null && System.getenv("BRIXIA_REQUIRE_SHARED") == null);
        assertThatThrownBy(() -> Peers.program("no-such-program"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("no-such-program");
        assertThatThrownBy(() -> Peers.shared("no/such/file"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("no/such/file");
    }

    @Test
    void failsWherePeersAreRequired() {
        String before = System.getProperty(REQUIRED);
        System.setProperty(REQUIRED, "1");
        try {
            assertThatThrownBy(() -> Peers.program("no-such-program"))
                    .isInstanceOf(AssertionFailedError.class);
        } finally {
            if (before == null) {
                System.clearProperty(REQUIRED);
            } else {
                System.setProperty(REQUIRED, before);
            }
        }
    }

    @Test
    void endsWhatDoesNotEndItself() throws Exception {
        long start = System.nanoTime();
        assertThatThrownBy(() -> Tool.run(Duration.ofMillis(200), "sh", "-c", "sleep 60; true"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not end");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void tellsExitCodeAndOutput() throws Exception {
        Tool.Result result =
                Tool.run(Duration.ofSeconds(30), "sh", "-c", "echo out; echo err >&2; exit 3");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.output()).contains("out", "err");
    }
}
