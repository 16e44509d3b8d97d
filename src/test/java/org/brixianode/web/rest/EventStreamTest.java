package org.brixianode.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.brixianode.ops.NetworkAddress;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.TrustedName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventStreamTest {

    /** A clock that fails as a machine without memory does. */
    private static final class FailingClock extends Clock {

        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            calls.incrementAndGet();
            throw new OutOfMemoryError("unable to create native thread");
        }
    }

    @Test
    void anErrorDoesNotEndTheTimer(@TempDir Path folder) throws Exception {
        FailingClock clock = new FailingClock();
        TestQueue queue = new TestQueue(folder);
        Services services =
                new Services(
                        queue.database,
                        new TestView(),
                        List::of,
                        List::of,
                        event -> {},
                        request ->
                                new NodeEvent.Operator(
                                        new TrustedName("anna"), new NetworkAddress("127.0.0.1")),
                        request -> true,
                        ZoneOffset.UTC,
                        clock);
        try (QueueCounts figures = new QueueCounts(services, Duration.ofSeconds(1));
                EventStream stream = new EventStream(services, figures)) {
            stream.tick();
            stream.tick();
        } finally {
            queue.database.close();
        }
        assertThat(clock.calls).hasValue(2);
    }
}
