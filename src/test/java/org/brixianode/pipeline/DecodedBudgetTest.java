package org.brixianode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class DecodedBudgetTest {

    private final DecodedBudget budget = new DecodedBudget(100);

    private Thread taking(long job, long bytes) {
        Thread thread = new Thread(() -> budget.reserve(job, bytes, () -> false));
        thread.start();
        return thread;
    }

    private static void awaitWaiting(Thread thread) {
        await().until(() -> thread.getState() == Thread.State.WAITING);
    }

    private static void assertEnds(Thread thread) throws InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(60));
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void anImageWaitsUntilAnotherHasLeft() throws Exception {
        budget.reserve(1, 60, () -> false);
        budget.reserve(2, 40, () -> false);
        Thread third = taking(3, 50);
        awaitWaiting(third);
        budget.release(2);
        awaitWaiting(third);
        budget.release(1);
        assertEnds(third);
    }

    @Test
    void anImageLargerThanTheBoundWaitsUntilItIsTheOnlyOne() throws Exception {
        budget.reserve(1, 1, () -> false);
        Thread large = taking(2, 1000);
        awaitWaiting(large);
        budget.release(1);
        assertEnds(large);
        Thread next = taking(3, 1);
        awaitWaiting(next);
        budget.release(2);
        assertEnds(next);
    }

    @Test
    void theFirstClaimedJobNeverWaitsForMemory() throws Exception {
        AtomicBoolean first = new AtomicBoolean();
        budget.reserve(1, 100, () -> false);
        Thread next = new Thread(() -> budget.reserve(2, 50, first::get));
        next.start();
        awaitWaiting(next);
        first.set(true);
        budget.release(3);
        assertEnds(next);
    }

    @Test
    void openedItKeepsNoOneWaiting() throws Exception {
        budget.reserve(1, 100, () -> false);
        Thread next = taking(2, 100);
        awaitWaiting(next);
        budget.open();
        assertEnds(next);
    }

    @Test
    void memoryReleasedTwiceCountsOnce() throws Exception {
        budget.reserve(1, 60, () -> false);
        budget.reserve(2, 40, () -> false);
        budget.release(1);
        budget.release(1);
        Thread next = taking(3, 61);
        awaitWaiting(next);
        budget.release(2);
        assertEnds(next);
    }
}
