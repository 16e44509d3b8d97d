package org.brixianode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class BoundedQueueTest {

    private final BoundedQueue<Integer> queue = new BoundedQueue<>(2);

    @Test
    void waitingItemsAreTakenInOrderUpToTheMaximum() {
        queue.put(1);
        queue.put(2);
        assertThat(queue.take(5)).containsExactly(1, 2);
        queue.put(3);
        queue.put(4);
        assertThat(queue.take(1)).containsExactly(3);
    }

    @Test
    void puttingWaitsForCapacity() throws Exception {
        queue.put(1);
        queue.put(2);
        CompletableFuture<Boolean> third = CompletableFuture.supplyAsync(() -> queue.put(3));
        assertThat(queue.take(1)).containsExactly(1);
        assertThat(third.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(queue.size()).isEqualTo(2);
    }

    @Test
    void aClosedQueueReturnsItsItemsAndAcceptsNoFurtherOnes() {
        queue.put(1);
        queue.close();
        assertThat(queue.put(2)).isFalse();
        assertThat(queue.take(5)).containsExactly(1);
        assertThat(queue.take(5)).isEmpty();
    }

    @Test
    void drainedItWakesAllWhoWait() throws Exception {
        queue.put(1);
        queue.put(2);
        CompletableFuture<Boolean> putting = CompletableFuture.supplyAsync(() -> queue.put(3));
        await().until(() -> queue.size() == 2);
        assertThat(queue.closeAndDrain()).startsWith(1, 2).hasSizeLessThanOrEqualTo(3);
        assertThat(putting.get(60, TimeUnit.SECONDS)).isFalse();
        assertThat(queue.take(1)).isEmpty();
    }
}
