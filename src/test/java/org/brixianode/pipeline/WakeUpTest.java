package org.brixianode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class WakeUpTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    void aRingEndsTheWait() throws Exception {
        WakeUp wakeUp = new WakeUp();
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> wakeUp.await(LONG));
        wakeUp.signal();
        waiting.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aRingBeforeTheWaitIsHeard() throws Exception {
        WakeUp wakeUp = new WakeUp();
        wakeUp.signal();
        CompletableFuture.runAsync(() -> wakeUp.await(LONG)).get(20, TimeUnit.SECONDS);
    }

    @Test
    void withoutARingTheTimeEndsTheWait() {
        WakeUp wakeUp = new WakeUp();
        long startNs = System.nanoTime();
        wakeUp.await(Duration.ofMillis(30));
        assertThat(System.nanoTime() - startNs).isGreaterThanOrEqualTo(29_000_000L);
    }
}
