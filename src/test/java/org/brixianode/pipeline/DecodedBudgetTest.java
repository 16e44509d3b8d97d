package org.brixianode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class DecodedBudgetTest {

    private final DecodedBudget budget = new DecodedBudget(100);

    private Thread taking(long job, long bytes) {
        Thread thread = new Thread(() -> budget.take(job, bytes));
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
        budget.take(1, 60);
        budget.take(2, 40);
        Thread third = taking(3, 50);
        awaitWaiting(third);
        budget.giveBack(2);
        awaitWaiting(third);
        budget.giveBack(1);
        assertEnds(third);
    }

    @Test
    void anImageLargerThanTheBoundWaitsUntilItIsTheOnlyOne() throws Exception {
        budget.take(1, 1);
        Thread large = taking(2, 1000);
        awaitWaiting(large);
        budget.giveBack(1);
        assertEnds(large);
        Thread next = taking(3, 1);
        awaitWaiting(next);
        budget.giveBack(2);
        assertEnds(next);
    }

    @Test
    void openedItKeepsNoOneWaiting() throws Exception {
        budget.take(1, 100);
        Thread next = taking(2, 100);
        awaitWaiting(next);
        budget.open();
        assertEnds(next);
    }

    @Test
    void whatIsGivenBackTwiceCountsOnce() throws Exception {
        budget.take(1, 60);
        budget.take(2, 40);
        budget.giveBack(1);
        budget.giveBack(1);
        Thread next = taking(3, 61);
        awaitWaiting(next);
        budget.giveBack(2);
        assertEnds(next);
    }
}
