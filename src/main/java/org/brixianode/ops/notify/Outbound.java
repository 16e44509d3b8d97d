package org.brixianode.ops.notify;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.brixianode.ops.AlarmBoard;
import org.brixianode.ops.AlarmKind;
import org.brixianode.ops.TrustedName;
import org.brixianode.study.FailureText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages that wait for one channel. A message that fails is repeated with a growing pause and
 * given up after a day; if too many wait, the oldest is dropped. Filled by any thread, sent by one.
 */
final class Outbound {

    private static final Logger LOG = LoggerFactory.getLogger(Outbound.class);

    static final int MAX_WAITING = 50;
    static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    static final Duration GIVE_UP = Duration.ofDays(1);

    private final Channel channel;
    private final AlarmBoard alarms;
    private final Clock clock;
    private final TrustedName subject;
    private final Deque<Message> waiting = new ArrayDeque<>();
    private int dropped;
    private Duration pause = Duration.ZERO;
    private Instant nextAttempt = Instant.MIN;
    private String lastCause = "";

    Outbound(Channel channel, AlarmBoard alarms, Clock clock) {
        this.channel = channel;
        this.alarms = alarms;
        this.clock = clock;
        this.subject = new TrustedName(channel.name());
    }

    String name() {
        return channel.name();
    }

    /** Adds a message. Its own failure is not told on the channel that fails. */
    void add(Message message) {
        Message told =
                message.without(
                        one ->
                                one.kind() == AlarmKind.NOTIFICATION_FAILING
                                        && one.subject().equals(subject));
        if (told.isEmpty()) {
            return;
        }
        synchronized (waiting) {
            if (waiting.size() >= MAX_WAITING) {
                waiting.removeFirst();
                dropped++;
            }
            waiting.addLast(told);
        }
    }

    /** Sends what waits, unless a pause after a failure has not passed. */
    void sendWaiting() throws InterruptedException {
        Instant now = clock.instant();
        boolean setBack = nextAttempt.isAfter(now.plus(LONGEST_PAUSE));
        if (now.isBefore(nextAttempt) && !setBack) {
            return;
        }
        Message next = peek();
        while (next != null) {
            if (!send(next, now)) {
                return;
            }
            remove(next);
            next = peek();
        }
    }

    private Message peek() {
        synchronized (waiting) {
            return waiting.peekFirst();
        }
    }

    private void remove(Message message) {
        synchronized (waiting) {
            waiting.removeFirstOccurrence(message);
        }
    }

    /** Whether the message is done with: sent, or given up. */
    private boolean send(Message message, Instant now) throws InterruptedException {
        try {
            channel.send(message);
            succeeded();
            return true;
        } catch (IOException | RuntimeException | Error e) {
            failed(e, now);
            if (now.isAfter(message.at().plus(GIVE_UP))) {
                LOG.error("{}: a message of {} is given up", channel.name(), message.at());
                return true;
            }
            return false;
        }
    }

    private void succeeded() {
        if (!pause.isZero()) {
            LOG.info(
                    "{} to {} works again; messages dropped in between: {}",
                    channel.name(),
                    channel.describe(),
                    takeDropped());
        }
        pause = Duration.ZERO;
        lastCause = "";
        alarms.clear(AlarmKind.NOTIFICATION_FAILING, subject);
    }

    private int takeDropped() {
        synchronized (waiting) {
            int count = dropped;
            dropped = 0;
            return count;
        }
    }

    private void failed(Throwable cause, Instant now) {
        String text = FailureText.of(cause);
        if (!text.equals(lastCause)) {
            LOG.warn("{} to {} failed: {}", channel.name(), channel.describe(), text);
            LOG.debug("{} failed", channel.name(), cause);
            lastCause = text;
        }
        Duration doubled = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        nextAttempt = now.plus(pause);
        alarms.raise(
                AlarmKind.NOTIFICATION_FAILING,
                subject,
                "alarms cannot be sent by %s: %s. Test: brixia-node notify-test"
                        .formatted(channel.name(), text));
    }
}
