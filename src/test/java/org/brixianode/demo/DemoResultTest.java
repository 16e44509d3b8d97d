package org.brixianode.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** When a demo counts as complete. */
final class DemoResultTest {

    private static boolean complete(boolean taken, boolean inTime, long failed) {
        return new DemoResult(taken, inTime, failed, List.of(), List.of()).complete();
    }

    @Test
    void everyFileIsTakenEveryResultArrivesAndNoJobFails() {
        assertThat(complete(true, true, 0)).isTrue();
        assertThat(complete(false, true, 0)).isFalse();
        assertThat(complete(true, false, 0)).isFalse();
        assertThat(complete(true, true, 1)).isFalse();
    }
}
