package org.brixianode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class BellTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    void aRingEndsTheWait() throws Exception {
        Bell bell = new Bell();
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> bell.await(LONG));
        bell.ring();
        waiting.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aRingBeforeTheWaitIsHeard() throws Exception {
        Bell bell = new Bell();
        bell.ring();
        CompletableFuture.runAsync(() -> bell.await(LONG)).get(20, TimeUnit.SECONDS);
    }

    @Test
    void withoutARingTheTimeEndsTheWait() {
        Bell bell = new Bell();
        long startNs = System.nanoTime();
        bell.await(Duration.ofMillis(30));
        assertThat(System.nanoTime() - startNs).isGreaterThanOrEqualTo(29_000_000L);
    }
}
