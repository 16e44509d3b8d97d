package org.brixianode.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.brixianode.testkit.MemoryOutbox;
import org.brixianode.testkit.MemoryOutbox.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Destinations are replaced while others, and they themselves, are sending. */
final class SenderReplaceTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    /** Sends an object for each permit. */
    private static final class GatedCourier implements Courier {
        private final String name;
        private final Semaphore gate;
        private final List<Long> sent = new CopyOnWriteArrayList<>();
        private volatile boolean sending;
        private volatile boolean closed;

        GatedCourier(String name, int permits) {
            this.name = name;
            this.gate = new Semaphore(permits);
        }

        @Override
        public String destination() {
            return name;
        }

        @Override
        public String describe() {
            return name;
        }

        @Override
        public Delivered delivered() {
            return Delivered.SENT;
        }

        @Override
        public Contact deliver(List<Delivery> batch, Progress progress)
                throws InterruptedException {
            progress.reached();
            for (Delivery delivery : batch) {
                if (!progress.shouldContinue()) {
                    return Contact.KEPT;
                }
                sending = true;
                if (!gate.tryAcquire(LONG.toSeconds(), TimeUnit.SECONDS)) {
                    return Contact.LOST;
                }
                sending = false;
                sent.add(delivery.id());
                progress.ended(
                        delivery,
                        new Outcome(
                                Outcome.Kind.SENT,
                                Optional.of(new PeerStatus(0, "0x0000 (Success)")),
                                PeerState.ANSWERS,
                                ""));
            }
            return Contact.KEPT;
        }

        @Override
        public Reachability reach() {
            return new Reachability(PeerState.ANSWERS, "answers", Optional.empty(), Duration.ZERO);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @TempDir private Path folder;

    private final MemoryOutbox outbox = new MemoryOutbox();
    private final GatedCourier old = new GatedCourier("pacs", 0);
    private final GatedCourier other = new GatedCourier("other", 1000);
    private Sender sender;
    private long first;
    private long second;

    @BeforeEach
    void startWithADeliveryUnderWay() throws IOException {
        BackOff backOff = new BackOff(Duration.ofMillis(20), Duration.ofMillis(40), 0);
        SendConfig config = new SendConfig(backOff, 10, 3, Duration.ofMillis(10));
        first = add("pacs");
        second = add("pacs");
        List<Supplier<Courier>> couriers = List.of(() -> old, () -> other);
        sender = new Sender(config, couriers, outbox, Clock.systemUTC(), () -> 0);
        sender.start();
        await().atMost(LONG).until(() -> old.sending);
    }

    @AfterEach
    void stop() {
        old.gate.release(1000);
        sender.close();
        assertThat(other.closed).isTrue();
    }

    private long add(String destination) throws IOException {
        return outbox.add(destination, Files.createTempFile(folder, "object", ".dcm"));
    }

    @Test
    void aReplacedDestinationIsSentToAfterTheRunningObject() throws Exception {
        GatedCourier fresh = new GatedCourier("pacs", 1000);
        sender.replace(Set.of("pacs"), List.of(() -> fresh));
        long others = add("other");
        await().atMost(LONG).until(() -> outbox.state(others) == State.SENT);
        assertThat(old.sending).as("goes on").isTrue();
        assertThat(fresh.sent).as("one at a time").isEmpty();
        assertThat(sender.endedThreads()).isEmpty();

        old.gate.release();
        await().atMost(LONG).until(() -> outbox.state(second) == State.SENT);
        assertThat(old.sent).containsExactly(first);
        assertThat(fresh.sent).containsExactly(second);
        await().atMost(LONG).until(() -> old.closed);
    }

    @Test
    void aRemovedDestinationGetsNothingMore() throws Exception {
        sender.replace(Set.of("pacs"), List.of());
        old.gate.release(1000);
        await().atMost(LONG).until(() -> old.closed);
        long others = add("other");
        await().atMost(LONG).until(() -> outbox.state(others) == State.SENT);
        assertThat(old.sent).containsExactly(first);
        assertThat(outbox.state(first)).isEqualTo(State.SENT);
        assertThat(outbox.state(second)).isEqualTo(State.WAITING);
    }

    @Test
    void aReplacementThatNeverStartedIsReplacedToo() {
        GatedCourier skipped = new GatedCourier("pacs", 1000);
        GatedCourier fresh = new GatedCourier("pacs", 1000);
        sender.replace(Set.of("pacs"), List.of(() -> skipped));
        sender.replace(Set.of("pacs"), List.of(() -> fresh));
        assertThat(skipped.closed).isTrue();
        old.gate.release();
        await().atMost(LONG).until(() -> outbox.state(second) == State.SENT);
        assertThat(skipped.sent).isEmpty();
        assertThat(fresh.sent).containsExactly(second);
    }
}
