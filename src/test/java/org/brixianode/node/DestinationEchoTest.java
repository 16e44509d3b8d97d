package org.brixianode.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.brixianode.send.Courier;
import org.brixianode.send.Delivery;
import org.brixianode.send.Destination;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.PeerState;
import org.brixianode.send.Reachability;
import org.brixianode.study.AeTitle;
import org.brixianode.testkit.ManualClock;
import org.brixianode.watch.Contacts;
import org.junit.jupiter.api.Test;

final class DestinationEchoTest {

    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Destination PACS =
            new DimseDestination("pacs", new AeTitle("PACS"), "10.0.0.5", 104, Optional.empty());

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-02T10:00:00Z"));
    private final Contacts contacts = new Contacts(clock);
    private final List<String> tried = new ArrayList<>();
    private PeerState state = PeerState.ANSWERS;
    private Duration interval = INTERVAL;

    private final DestinationEcho echo =
            new DestinationEcho(
                    () -> List.of(PACS), FakeCourier::new, contacts, () -> interval, clock);

    /** Answers a test with the state. */
    private final class FakeCourier implements Courier {

        private final Destination destination;

        FakeCourier(Destination destination) {
            this.destination = destination;
        }

        @Override
        public String destination() {
            return destination.name();
        }

        @Override
        public String describe() {
            return destination.describe();
        }

        @Override
        public Delivered delivered() {
            return Delivered.SENT;
        }

        @Override
        public Contact deliver(List<Delivery> batch, Progress progress) {
            throw new AssertionError("a test sends nothing");
        }

        @Override
        public Reachability reach() {
            tried.add(destination.name());
            return new Reachability(state, state.name(), Optional.empty(), Duration.ZERO);
        }

        @Override
        public void close() {
            tried.add("closed");
        }
    }

    private void runAfter(Duration time) {
        clock.advance(time);
        echo.run();
    }

    @Test
    void aQuietDestinationIsTriedOncePerInterval() {
        runAfter(Duration.ofSeconds(1));
        assertThat(tried).as("after the start").containsExactly("pacs", "closed");
        runAfter(INTERVAL.minusSeconds(1));
        assertThat(tried).hasSize(2);
        runAfter(Duration.ofSeconds(1));
        runAfter(Duration.ofMinutes(1));
        assertThat(tried).hasSize(4);
    }

    @Test
    void oneToWhichResultsGoIsNot() {
        clock.advance(INTERVAL);
        contacts.accepted("pacs");
        runAfter(Duration.ofMinutes(1));
        assertThat(tried).isEmpty();
    }

    @Test
    void whatItShowsIsRemembered() {
        state = PeerState.REJECTED;
        runAfter(INTERVAL);
        assertThat(contacts.isFailing("pacs")).isTrue();
        assertThat(contacts.last("pacs"))
                .contains(
                        new Contacts.Contact(
                                "REJECTED",
                                "REJECTED",
                                clock.instant(),
                                Optional.of(Duration.ZERO)));
        state = PeerState.NOT_OFFERED; // it has no Verification, but it answers
        runAfter(INTERVAL.plusSeconds(1));
        assertThat(contacts.isFailing("pacs")).isFalse();
        assertThat(contacts.last("pacs").orElseThrow().state()).isEqualTo("NOT_OFFERED");
    }

    /** Nothing is to be sent that would show that it answers again. */
    @Test
    void oneThatWasNotReachedIsTriedAgainEachTime() {
        state = PeerState.TIMEOUT;
        runAfter(INTERVAL);
        assertThat(tried).containsExactly("pacs", "closed");
        assertThat(contacts.isUnreached("pacs")).isTrue();
        state = PeerState.ANSWERS;
        runAfter(Duration.ofSeconds(30));
        assertThat(tried).hasSize(4);
        assertThat(contacts.isUnreached("pacs")).isFalse();
        runAfter(Duration.ofSeconds(30));
        assertThat(tried).hasSize(4);
    }

    @Test
    void zeroMeansNever() {
        interval = Duration.ZERO;
        runAfter(Duration.ofDays(1));
        assertThat(tried).isEmpty();
    }
}
