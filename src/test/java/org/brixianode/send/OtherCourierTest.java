package org.brixianode.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import org.brixianode.testkit.MemoryOutbox;
import org.brixianode.testkit.MemoryOutbox.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The outbox's worker with a courier that knows nothing of DICOM associations: a further kind of
 * destination is a courier, and nothing in the worker.
 */
final class OtherCourierTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Outcome CREATED =
            new Outcome(
                    Outcome.Kind.SENT,
                    Optional.of(new PeerStatus(200, "200 (OK)")),
                    PeerState.ANSWERS,
                    "");

    private static final Outcome CONFLICT =
            new Outcome(
                    Outcome.Kind.REFUSED,
                    Optional.of(new PeerStatus(409, "409 (Conflict)")),
                    PeerState.ANSWERS,
                    "409 (Conflict)");

    /** What the courier does with one batch. */
    private interface Round {
        Courier.Contact play(List<Delivery> batch, Courier.Progress progress);
    }

    /** Plays the rounds in turn, and after them delivers. */
    private static final class WebCourier implements Courier {
        private final String name;
        private final Queue<Round> rounds = new ArrayDeque<>();
        private final List<Integer> batches = new ArrayList<>();
        private boolean closed;

        WebCourier(String name) {
            this.name = name;
        }

        @Override
        public String destination() {
            return name;
        }

        @Override
        public String describe() {
            return name + " (https://archive.example/studies)";
        }

        @Override
        public Delivered delivered() {
            return Delivered.COMMITTED;
        }

        @Override
        public synchronized Contact deliver(List<Delivery> batch, Progress progress) {
            batches.add(batch.size());
            Round round = rounds.poll();
            return round == null ? createAll(batch, progress) : round.play(batch, progress);
        }

        @Override
        public Reachability reach() {
            return new Reachability(
                    PeerState.ANSWERS, "answers", Optional.empty(), Duration.ofMillis(1));
        }

        @Override
        public synchronized void close() {
            closed = true;
        }

        synchronized boolean isClosed() {
            return closed;
        }

        synchronized List<Integer> batches() {
            return List.copyOf(batches);
        }
    }

    private static Courier.Contact createAll(List<Delivery> batch, Courier.Progress progress) {
        progress.reached();
        batch.forEach(delivery -> progress.ended(delivery, CREATED));
        return Courier.Contact.KEPT;
    }

    private final MemoryOutbox outbox = new MemoryOutbox();
    private final WebCourier courier = new WebCourier("web");
    private Sender sender;

    private void start(int refusals) {
        BackOff backOff = new BackOff(Duration.ofMillis(20), Duration.ofMillis(40), 0);
        SendConfig config = new SendConfig(backOff, 2, refusals, Duration.ofMillis(10));
        sender = new Sender(config, List.of(() -> courier), outbox, Clock.systemUTC(), () -> 0);
        sender.start();
    }

    @AfterEach
    void stop() {
        if (sender != null) {
            sender.close();
            assertThat(courier.isClosed()).isTrue();
        }
    }

    private long add(int number) {
        return outbox.add("web", Path.of("/results/" + number + ".dcm"));
    }

    @Test
    void deliveriesGetTheStateOfTheCourier() {
        long first = add(1);
        add(2);
        add(3);
        start(3);
        await().atMost(PATIENCE).until(() -> outbox.all(State.COMMITTED));
        assertThat(outbox.status(first)).hasValue(200);
        assertThat(courier.batches()).containsExactly(2, 1);
    }

    @Test
    void anUnreachableDestinationIsRetriedAndItsReturnReportedToTheOutbox() {
        Outcome away = Outcome.without(Outcome.Kind.UNREACHABLE, PeerState.TIMEOUT, "no answer");
        courier.rounds.add(
                (batch, progress) -> {
                    batch.forEach(delivery -> progress.ended(delivery, away));
                    return Courier.Contact.NONE;
                });
        long id = add(1);
        start(1);
        await().atMost(PATIENCE).until(() -> outbox.state(id) == State.COMMITTED);
        assertThat(outbox.texts(id)).containsExactly("no answer", "");
        await().atMost(PATIENCE).until(() -> outbox.reachable().equals(List.of("web")));
    }

    @Test
    void deliveriesNotAttemptedStayDueAndAreNotCounted() {
        courier.rounds.add(
                (batch, progress) -> {
                    progress.reached();
                    progress.ended(batch.get(0), CREATED);
                    return Courier.Contact.LOST;
                });
        long first = add(1);
        long second = add(2);
        start(1);
        await().atMost(PATIENCE).until(() -> outbox.all(State.COMMITTED));
        assertThat(outbox.attempts(first)).isEqualTo(1);
        assertThat(outbox.attempts(second)).isEqualTo(1);
    }

    @Test
    void aFailingCourierPutsItsBatchBackAndContinues() {
        courier.rounds.add(
                (batch, progress) -> {
                    throw new IllegalStateException("a defect of the courier");
                });
        long id = add(1);
        start(1);
        await().atMost(PATIENCE).until(() -> outbox.state(id) == State.COMMITTED);
        assertThat(outbox.attempts(id)).isEqualTo(1);
    }

    /** Of a virtual machine that has no memory left even to say so. */
    private static final class Unspeakable extends Error {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new NoClassDefFoundError("no memory for the message of an error");
        }
    }

    private Courier failing(Throwable failure) {
        return new Courier() {
            @Override
            public String destination() {
                return courier.destination();
            }

            @Override
            public String describe() {
                return courier.describe();
            }

            @Override
            public Delivered delivered() {
                return courier.delivered();
            }

            @Override
            public Contact deliver(List<Delivery> batch, Progress progress)
                    throws InterruptedException {
                if (failure instanceof Error error) {
                    throw error;
                }
                throw new InterruptedException("nobody means to");
            }

            @Override
            public Reachability reach() {
                return courier.reach();
            }

            @Override
            public void close() {
                throw new NoClassDefFoundError("no class to close with");
            }
        };
    }

    private void endsAndIsReplaced(Throwable failure) {
        Queue<Courier> couriers = new ArrayDeque<>(List.of(failing(failure), courier));
        BackOff backOff = new BackOff(Duration.ofMillis(20), Duration.ofMillis(40), 0);
        SendConfig config = new SendConfig(backOff, 2, 1, Duration.ofMillis(10));
        long id = add(1);
        sender = new Sender(config, List.of(couriers::remove), outbox, Clock.systemUTC(), () -> 0);
        sender.start();
        await().atMost(PATIENCE).until(() -> outbox.state(id) == State.COMMITTED);
        assertThat(outbox.attempts(id)).isEqualTo(1);
        assertThat(couriers).isEmpty();
    }

    @Test
    void aThreadThatAnErrorEndsIsReplacedAndHasANewCourier() {
        endsAndIsReplaced(new Unspeakable());
    }

    @Test
    void aThreadThatAnInterruptionEndsIsReplacedAndHasANewCourier() {
        endsAndIsReplaced(new InterruptedException());
    }

    @Test
    void refusalsPark() {
        for (int i = 0; i < 2; i++) {
            courier.rounds.add(
                    (batch, progress) -> {
                        progress.reached();
                        batch.forEach(delivery -> progress.ended(delivery, CONFLICT));
                        return Courier.Contact.KEPT;
                    });
        }
        long id = add(1);
        start(2);
        await().atMost(PATIENCE).until(() -> outbox.state(id) == State.PARKED);
        assertThat(outbox.status(id)).hasValue(409);
        assertThat(outbox.texts(id)).containsExactly("409 (Conflict)", "409 (Conflict)");
    }

    @Test
    void twoCouriersOfOneDestinationAreRefused() {
        List<Supplier<Courier>> twice = List.of(() -> courier, () -> new WebCourier("web"));
        assertThatThrownBy(
                        () ->
                                new Sender(
                                        SendConfig.DEFAULT,
                                        twice,
                                        outbox,
                                        Clock.systemUTC(),
                                        () -> 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
