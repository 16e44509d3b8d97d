package org.brixianode.ops.notify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.brixianode.ops.Alarm;
import org.brixianode.ops.AlarmBoard;
import org.brixianode.ops.AlarmKind;
import org.brixianode.ops.EventListener;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.TrustedName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people of alarms. The first alarm is told within seconds, what follows within the interval
 * in one message, and a lasting ERROR again after the reminder's time. A listener call only notes
 * the change; each channel sends on a thread of its own.
 */
public final class Notifier implements EventListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

    /** How long to wait for other alarms of the same check. */
    static final Duration SETTLE = Duration.ofSeconds(3);

    static final int MAX_CHANGES = 100;

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration STOP_WAIT = Duration.ofSeconds(2);

    private record Key(AlarmKind kind, TrustedName subject) {}

    private final NotifyConfig config;
    private final String node;
    private final AlarmBoard alarms;
    private final Clock clock;
    private final List<Outbound> outbounds;
    private final List<ScheduledExecutorService> threads = new ArrayList<>();

    /** What has changed and is not told yet. */
    private final Map<Key, Message.Change> pending = new LinkedHashMap<>();

    /** The active alarms that were told. */
    private final Map<Key, Message.Change> told = new LinkedHashMap<>();

    private int omitted;
    private Optional<Instant> firstPending = Optional.empty();
    private Optional<Instant> lastMessage = Optional.empty();

    /**
     * @param node the node's AE title
     */
    public Notifier(NotifyConfig config, String node, AlarmBoard alarms, Clock clock) {
        this(config, node, alarms, clock, Channels.of(config));
    }

    Notifier(
            NotifyConfig config,
            String node,
            AlarmBoard alarms,
            Clock clock,
            List<Channel> channels) {
        this.config = config;
        this.node = node;
        this.alarms = alarms;
        this.clock = clock;
        this.outbounds =
                channels.stream().map(channel -> new Outbound(channel, alarms, clock)).toList();
    }

    /** Starts the threads. */
    public void start() {
        for (Outbound one : outbounds) {
            every("notify-" + one.name(), one::sendWaiting);
        }
        if (!outbounds.isEmpty()) {
            every("notify", this::compose);
        }
    }

    /** Something that is done again and again. */
    @FunctionalInterface
    private interface Task {
        void run() throws InterruptedException;
    }

    private void every(String name, Task task) {
        ScheduledExecutorService timer =
                Executors.newSingleThreadScheduledExecutor(
                        work -> {
                            Thread thread = new Thread(work, name);
                            thread.setDaemon(true);
                            return thread;
                        });
        threads.add(timer);
        timer.scheduleWithFixedDelay(
                () -> runSafely(name, task), 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void runSafely(String name, Task task) {
        try {
            task.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("{} failed", name, e);
        }
    }

    @Override
    public synchronized void on(Instant at, NodeEvent event) {
        if (outbounds.isEmpty()) {
            return;
        }
        if (event instanceof NodeEvent.AlarmRaised raised) {
            raised(new Key(raised.alarm(), raised.subject()), at);
        } else if (event instanceof NodeEvent.AlarmCleared cleared) {
            cleared(new Key(cleared.alarm(), cleared.subject()), at);
        }
    }

    private void raised(Key key, Instant at) {
        Optional<Alarm> alarm =
                alarms.active().stream()
                        .filter(one -> one.kind() == key.kind())
                        .filter(one -> one.subject().equals(key.subject()))
                        .findFirst();
        note(
                key,
                new Message.Change(
                        key.kind(),
                        key.subject(),
                        alarm.map(Alarm::since).orElse(at),
                        Optional.empty(),
                        alarm.map(Alarm::text).orElse(""),
                        false),
                at);
    }

    private void cleared(Key key, Instant at) {
        Message.Change known = pending.containsKey(key) ? pending.get(key) : told.get(key);
        if (known != null) {
            note(key, known.overAt(at), at);
        }
    }

    private void note(Key key, Message.Change change, Instant at) {
        if (pending.size() >= MAX_CHANGES && !pending.containsKey(key)) {
            omitted++;
            return;
        }
        pending.put(key, change);
        if (firstPending.isEmpty()) {
            firstPending = Optional.of(at);
        }
    }

    /** Composes a message if one is due, and passes it to the channels. */
    synchronized void compose() {
        Instant now = clock.instant();
        boolean settled = firstPending.map(since -> hasPassed(since, SETTLE, now)).orElse(false);
        if (settled && lastMessage.map(at -> hasPassed(at, config.interval(), now)).orElse(true)) {
            tellChanges(now);
        } else if (lastMessage.map(at -> hasPassed(at, config.reminder(), now)).orElse(false)) {
            remind(now);
        }
    }

    /** Also true if the clock was set back. */
    private static boolean hasPassed(Instant since, Duration wait, Instant now) {
        return !now.isBefore(since.plus(wait)) || now.isBefore(since);
    }

    private void tellChanges(Instant now) {
        List<Message.Change> changes = severestFirst(pending.values());
        List<Message.Change> still = stillActive();
        Instant at = now.truncatedTo(ChronoUnit.SECONDS);
        pass(new Message(Message.Reason.ALARMS, node, at, changes, still, omitted));
        pending.forEach(
                (key, change) -> {
                    if (change.isOver()) {
                        told.remove(key);
                    } else {
                        told.put(key, change.asTold());
                    }
                });
        pending.clear();
        omitted = 0;
        firstPending = Optional.empty();
    }

    /** What was told and has not changed. The end of an alarm may be among the omitted changes. */
    private List<Message.Change> stillActive() {
        Set<Key> active =
                alarms.active().stream()
                        .map(alarm -> new Key(alarm.kind(), alarm.subject()))
                        .collect(Collectors.toSet());
        return told.entrySet().stream()
                .filter(one -> !pending.containsKey(one.getKey()))
                .filter(one -> active.contains(one.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private void remind(Instant now) {
        List<Message.Change> still = stillActive();
        boolean hasError =
                still.stream().anyMatch(one -> one.kind().severity() == AlarmKind.Severity.ERROR);
        if (hasError) {
            pass(
                    new Message(
                            Message.Reason.REMINDER,
                            node,
                            now.truncatedTo(ChronoUnit.SECONDS),
                            List.of(),
                            severestFirst(still),
                            0));
        }
    }

    private static List<Message.Change> severestFirst(Collection<Message.Change> changes) {
        return changes.stream()
                .sorted(Comparator.comparing(change -> change.kind().severity()))
                .toList();
    }

    private void pass(Message message) {
        outbounds.forEach(one -> one.add(message));
        lastMessage = Optional.of(message.at());
    }

    /** For tests: sends what waits, on the calling thread. */
    void send() throws InterruptedException {
        for (Outbound one : outbounds) {
            one.sendWaiting();
        }
    }

    /** Ends the threads; what is being sent is cut after seconds. */
    @Override
    public void close() {
        threads.forEach(ScheduledExecutorService::shutdown);
        try {
            for (ScheduledExecutorService one : threads) {
                if (!one.awaitTermination(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    one.shutdownNow();
                }
            }
        } catch (InterruptedException e) {
            threads.forEach(ScheduledExecutorService::shutdownNow);
            Thread.currentThread().interrupt();
        }
    }
}
