package org.brixianode.web.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.brixianode.study.FailureReason;
import org.brixianode.study.StageException;
import org.brixianode.testkit.ManualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class RecentTest {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-28T10:00:00Z"));
    private final AtomicInteger reads = new AtomicInteger();

    /** Each reading needs a permit. */
    private final Semaphore permits = new Semaphore(0);

    private int read() throws StageException {
        permits.acquireUninterruptibly();
        return reads.incrementAndGet();
    }

    @Test
    void aQuickReadingIsAlwaysNew() throws Exception {
        permits.release(3);
        try (Recent<Integer> recent = new Recent<>("test", this::read, LONG, clock)) {
            assertThat(recent.get()).isEqualTo(1);
            assertThat(recent.get()).isEqualTo(2);
            assertThat(recent.get()).isEqualTo(3);
        }
    }

    @Test
    void aSlowReadingIsAnsweredWithTheOneBefore() throws Exception {
        permits.release();
        try (Recent<Integer> recent = new Recent<>("test", this::read, SHORT, clock)) {
            assertThat(recent.get()).isEqualTo(1);
            assertThat(recent.get()).isEqualTo(1);
            clock.advance(Recent.MAX_AGE);
            assertThat(recent.get()).isEqualTo(1);
            clock.advance(Duration.ofSeconds(1));
            permits.release(2);
            assertThat(recent.get()).as("after its greatest age").isGreaterThan(1);
        }
    }

    @Test
    @Timeout(20)
    void aReadingThatCannotBeginIsNotWaitedFor() {
        Recent<Integer> recent = new Recent<>("test", this::read, LONG, clock);
        recent.close();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(recent::get).isInstanceOf(RejectedExecutionException.class);
        }
    }

    @Test
    void aFailureIsNotHidden() throws Exception {
        Recent.Reader<Integer> failing =
                () -> {
                    throw new StageException(FailureReason.RETRY, "no database");
                };
        try (Recent<Integer> recent = new Recent<>("test", failing, LONG, clock)) {
            assertThatThrownBy(recent::get).hasMessage("no database");
        }
    }
}
