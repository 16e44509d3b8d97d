package org.brixianode.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.brixianode.study.DurationText;
import org.brixianode.study.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The active alarms. An alarm is logged and published as an event once when it is raised and once
 * when it is cleared; raising it again replaces its text only. Thread-safe.
 */
public final class AlarmBoard implements Alarms {

    /** Subject of an alarm that concerns the whole node. */
    public static final TrustedName NODE = new TrustedName("node");

    private static final Logger LOG = LoggerFactory.getLogger(AlarmBoard.class);

    /** Active alarms beyond this number are ignored, so that no peer can fill the memory. */
    static final int MAX_ALARMS = 500;

    private static final int MAX_TEXT = 1000;

    private static final Comparator<Alarm> ORDER =
            Comparator.<Alarm, AlarmKind.Severity>comparing(alarm -> alarm.kind().severity())
                    .thenComparing(Alarm::since)
                    .thenComparing(Alarm::kind)
                    .thenComparing(alarm -> alarm.subject().value());

    private record Key(AlarmKind kind, TrustedName subject) {}

    private final Events events;
    private final Clock clock;
    private final Map<Key, Alarm> active = new LinkedHashMap<>();

    public AlarmBoard(Events events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    @Override
    public synchronized List<Alarm> active() {
        return active.values().stream().sorted(ORDER).toList();
    }

    /**
     * Raises an alarm, or gives the active one a new text.
     *
     * @param subject what it concerns
     * @param text what is wrong and what to do, without patient data
     */
    public void raise(AlarmKind kind, TrustedName subject, String text) {
        raise(kind, subject, clock.instant(), text);
    }

    /**
     * Raises an alarm whose condition began earlier, or gives the active one a new text.
     *
     * @param since when the condition began; ignored if the alarm is active
     */
    public void raise(AlarmKind kind, TrustedName subject, Instant since, String text) {
        String line = SafeText.line(text, MAX_TEXT);
        synchronized (this) {
            Key key = new Key(kind, subject);
            Alarm known = active.get(key);
            if (known == null && active.size() >= MAX_ALARMS) {
                return;
            }
            Instant from = known == null ? since.truncatedTo(ChronoUnit.SECONDS) : known.since();
            active.put(key, new Alarm(kind, subject, from, line));
            if (known != null) {
                return;
            }
        }
        LOG.atLevel(level(kind)).log("alarm {} ({}): {}", kind.code(), subject, line);
        events.publish(new NodeEvent.AlarmRaised(kind, subject));
    }

    private static Level level(AlarmKind kind) {
        return kind.severity() == AlarmKind.Severity.ERROR ? Level.ERROR : Level.WARN;
    }

    /** Clears an alarm; does nothing if it is not active. */
    public void clear(AlarmKind kind, TrustedName subject) {
        Alarm cleared;
        synchronized (this) {
            cleared = active.remove(new Key(kind, subject));
        }
        if (cleared != null) {
            LOG.info(
                    "alarm {} ({}) is over after {}",
                    kind.code(),
                    subject,
                    DurationText.of(Duration.between(cleared.since(), clock.instant())));
            events.publish(new NodeEvent.AlarmCleared(kind, subject));
        }
    }
}
