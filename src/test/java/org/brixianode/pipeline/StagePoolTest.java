package org.brixianode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class StagePoolTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BoundedQueue<Integer> source = new BoundedQueue<>(10);
    private final BlockingQueue<Integer> done = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> failed = new LinkedBlockingQueue<>();
    private final AtomicInteger errorsInFailing = new AtomicInteger();

    private StagePool<Integer> start() {
        StagePool<Integer> pool = new StagePool<>("test", 1, source, 1, this::work, this::fail);
        pool.start();
        return pool;
    }

    private void work(List<Integer> items) {
        if (items.get(0) < 0) {
            throw new NoClassDefFoundError("injected");
        }
        done.addAll(items);
    }

    private void fail(int item, Throwable cause) {
        if (errorsInFailing.getAndDecrement() > 0) {
            throw new NoClassDefFoundError("injected");
        }
        failed.add(item);
    }

    private static long deadline() {
        return System.nanoTime() + PATIENCE.toNanos();
    }

    @Test
    void anErrorFailsItsItemAndLeavesTheThread() throws Exception {
        StagePool<Integer> pool = start();
        source.put(-1);
        source.put(2);
        assertThat(done.poll(60, TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(failed).containsExactly(-1);
        assertThat(pool.isEveryThreadAlive()).isTrue();
        source.close();
        assertThat(pool.join(deadline())).isTrue();
    }

    @Test
    void aThreadThatEndsAllTheSameIsReplacedAndItsItemFails() throws Exception {
        errorsInFailing.set(1);
        StagePool<Integer> pool = start();
        source.put(-1);
        source.put(2);
        await().atMost(PATIENCE).until(() -> !pool.isEveryThreadAlive());
        assertThat(failed).isEmpty();
        assertThat(done).isEmpty();

        pool.replaceEnded();

        assertThat(done.poll(60, TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(failed).containsExactly(-1);
        source.close();
        assertThat(pool.join(deadline())).isTrue();
        pool.replaceEnded();
        assertThat(pool.isEveryThreadAlive()).as("a thread that has finished stays so").isFalse();
    }

    @Test
    void aJoinIsBounded() throws Exception {
        StagePool<Integer> pool = start();
        assertThat(pool.join(System.nanoTime() + 1_000_000)).isFalse();
        source.close();
        assertThat(pool.join(deadline())).isTrue();
    }
}
