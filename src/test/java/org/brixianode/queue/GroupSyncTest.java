package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GroupSyncTest {

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final AtomicInteger started = new AtomicInteger();
    private final Semaphore mayEnd = new Semaphore(0);
    private final GroupSync sync =
            new GroupSync(
                    connection -> {
                        started.incrementAndGet();
                        mayEnd.acquireUninterruptibly();
                    });

    @AfterEach
    void stop() {
        mayEnd.release(100);
        callers.shutdownNow();
    }

    @Test
    void aSingleCallerGetsASyncOfItsOwn() throws Exception {
        mayEnd.release(2);

        sync.await(null);
        sync.await(null);

        assertThat(started).hasValue(2);
    }

    @Test
    void threadsThatCallDuringASyncShareTheNextOne() throws Exception {
        List<Future<?>> waiting = new ArrayList<>();
        waiting.add(caller());
        await().until(() -> started.get() == 1);
        for (int i = 0; i < 9; i++) {
            waiting.add(caller());
        }
        await().until(() -> waitingThreads() == 9);

        mayEnd.release();
        waiting.get(0).get();
        await().until(() -> started.get() == 2);
        assertThat(waiting.subList(1, 10)).noneMatch(Future::isDone);
        mayEnd.release();

        for (Future<?> caller : waiting) {
            caller.get();
        }
        assertThat(started).hasValue(2);
    }

    private Future<?> caller() {
        return callers.submit(
                () -> {
                    Thread.currentThread().setName("sync-caller");
                    sync.await(null);
                    return null;
                });
    }

    private static long waitingThreads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals("sync-caller"))
                .filter(thread -> thread.getKey().getState() == Thread.State.WAITING)
                .filter(thread -> List.of(thread.getValue()).toString().contains("leadOrWait"))
                .count();
    }

    @Test
    void aFailedSyncFailsAllWhoWaitedAndAllWhoCome() {
        SQLException disk = new SQLException("Input/output error");
        AtomicInteger runs = new AtomicInteger();
        GroupSync failing =
                new GroupSync(
                        connection -> {
                            if (runs.incrementAndGet() == 1) {
                                throw disk;
                            }
                        });

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> failing.await(null))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("restarted")
                    .hasCause(disk);
        }
        assertThat(runs).hasValue(1);
    }

    @Test
    void anErrorIsNotTakenForASync() {
        GroupSync failing =
                new GroupSync(
                        connection -> {
                            throw new AssertionError("no memory");
                        });

        assertThatThrownBy(() -> failing.await(null)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> failing.await(null)).isInstanceOf(SQLException.class);
    }

    @Test
    void anInterruptedWaiterStaysUntilItIsServed() throws Exception {
        Future<?> leader = caller();
        await().until(() -> started.get() == 1);
        CountDownLatch ended = new CountDownLatch(1);
        List<Boolean> interruptKept = new ArrayList<>();
        Thread waiter =
                new Thread(
                        () -> {
                            Thread.currentThread().interrupt();
                            try {
                                sync.await(null);
                                interruptKept.add(Thread.currentThread().isInterrupted());
                            } catch (SQLException e) {
                                throw new AssertionError(e);
                            } finally {
                                ended.countDown();
                            }
                        },
                        "sync-caller");
        waiter.start();
        await().until(() -> waitingThreads() == 1);

        mayEnd.release();
        leader.get();
        await().until(() -> started.get() == 2);
        assertThat(ended.getCount()).isEqualTo(1);
        mayEnd.release();
        ended.await();

        assertThat(interruptKept).containsExactly(true);
    }
}
