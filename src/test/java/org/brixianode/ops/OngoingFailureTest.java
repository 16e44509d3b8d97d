package org.brixianode.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.brixianode.testkit.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class OngoingFailureTest {

    private static final Instant T0 = Instant.parse("2026-03-01T08:00:00Z");

    private final Logger log = (Logger) LoggerFactory.getLogger(OngoingFailureTest.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final ManualClock clock = new ManualClock(T0);
    private OngoingFailure failure;

    @BeforeEach
    void listen() {
        log.setLevel(Level.INFO);
        log.setAdditive(false);
        lines.start();
        log.addAppender(lines);
        failure =
                new OngoingFailure(
                        log, "the node cannot accept images", Duration.ofMinutes(10), clock);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(lines);
    }

    private List<String> said() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void itIsLoggedAtItsBeginningAtIntervalsAndAtItsEnd() {
        failure.recovered();
        for (int i = 0; i < 25; i++) {
            failure.failed("the disk is full");
            clock.advance(Duration.ofMinutes(1));
        }
        failure.recovered();
        failure.recovered();

        assertThat(said()).hasSize(4);
        assertThat(said().get(0)).isEqualTo("the node cannot accept images: the disk is full");
        assertThat(said().get(1)).contains("since " + T0, "11 failures", "the disk is full");
        assertThat(said().get(3))
                .isEqualTo(
                        "over, it works again: the node cannot accept images (began at "
                                + T0
                                + ")");
        assertThat(lines.list)
                .extracting(ILoggingEvent::getLevel)
                .containsExactly(Level.ERROR, Level.ERROR, Level.ERROR, Level.INFO);
    }

    @Test
    void aFailureThatReturnsIsLoggedAgain() {
        failure.failed("once", new IllegalStateException());
        assertThat(failure.since()).contains(T0);
        failure.recovered();
        assertThat(failure.since()).isEmpty();
        failure.failed("twice", new IllegalStateException());

        assertThat(said()).hasSize(3).last().asString().contains("twice");
    }

    @Test
    void anotherReasonIsLoggedAtOnceAndEachOnceInAnInterval() {
        for (int i = 0; i < 3; i++) {
            failure.failedFor("no answer");
            failure.failedFor("refused");
        }
        assertThat(said()).hasSize(2);
        assertThat(said().get(1)).contains("since " + T0, "another reason: refused");

        clock.advance(Duration.ofMinutes(10));
        failure.failedFor("no answer");
        failure.failedFor("refused");
        assertThat(said()).hasSize(4);
        assertThat(said().get(2)).contains("7 failures: no answer");
    }

    @Test
    void reasonsWithoutEndDoNotFillTheLog() {
        for (int i = 0; i < 100; i++) {
            failure.failedFor("reason " + i);
        }
        assertThat(said()).hasSize(8);
    }
}
