package org.brixianode.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventBusTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    private final EventBus bus = new EventBus(Clock.fixed(NOW, ZoneOffset.UTC));
    private final List<Object> heard = new ArrayList<>();

    @Test
    void everyListenerIsCalledInOrderWithTheTime() {
        bus.subscribe("first", (at, event) -> heard.add("first " + at));
        bus.subscribe("second", (at, event) -> heard.add(event));

        bus.publish(new NodeEvent.Stopped());

        assertThat(heard).containsExactly("first " + NOW, new NodeEvent.Stopped());
    }

    @Test
    void aListenerThatFailsDisturbsNeitherThePublisherNorTheOthers() {
        bus.subscribe(
                "broken",
                (at, event) -> {
                    throw new IllegalStateException("no room");
                });
        bus.subscribe(
                "worse",
                (at, event) -> {
                    throw new StackOverflowError();
                });
        bus.subscribe("sound", (at, event) -> heard.add(event));

        bus.publish(new NodeEvent.IntakeFailing());
        bus.publish(new NodeEvent.IntakeRestored());

        assertThat(heard)
                .containsExactly(new NodeEvent.IntakeFailing(), new NodeEvent.IntakeRestored());
    }
}
