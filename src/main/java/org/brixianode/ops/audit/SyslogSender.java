package org.brixianode.ops.audit;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.brixianode.ops.OngoingFailure;
import org.brixianode.study.FailureText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the spooled messages to the syslog server, in order, on a thread of its own.
 *
 * <p>Syslog has no acknowledgement: a message counts as received when the connection still stands
 * some time after it was written. After a failure all later ones are sent again, so that the server
 * may get a message twice but loses none that this node knows of.
 */
final class SyslogSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SyslogSender.class);

    private static final Duration LOG_INTERVAL = Duration.ofMinutes(10);
    private static final int BATCH = 100;
    private static final Duration IDLE = Duration.ofSeconds(1);

    /**
     * Waits.
     *
     * @param retryFirst after the first failed attempt; doubles
     * @param retryLongest between two attempts
     * @param settle time after which a written message counts as received
     * @param stop time in which the last messages are sent at the end
     * @param alarm time after which an absent server is reported
     */
    record Waits(
            Duration retryFirst,
            Duration retryLongest,
            Duration settle,
            Duration stop,
            Duration alarm) {

        static final Waits DEFAULT =
                new Waits(
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofMinutes(1));
    }

    /** A message that was written and does not yet count as received. */
    private record Written(SyslogSpool.Position end, long atNanos) {}

    private final SyslogConfig config;
    private final SyslogSpool spool;
    private final TrailListener listener;
    private final Clock clock;
    private final Waits waits;
    private final OngoingFailure failure;
    private final OngoingFailure loss;
    private final Thread thread = new Thread(this::run, "audit-syslog");
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Deque<Written> unsettled = new ArrayDeque<>();
    private volatile Optional<SyslogConnection> connection = Optional.empty();
    private SyslogSpool.Position cursor;
    private Duration pause;

    /**
     * @param clock tells how long the server has been away
     */
    SyslogSender(
            SyslogConfig config,
            SyslogSpool spool,
            TrailListener listener,
            Waits waits,
            Clock clock) {
        this.config = config;
        this.spool = spool;
        this.listener = listener;
        this.clock = clock;
        this.waits = waits;
        this.cursor = spool.confirmed();
        this.pause = waits.retryFirst();
        this.failure =
                new OngoingFailure(
                        LOG,
                        "audit messages wait for the syslog server " + config.server(),
                        LOG_INTERVAL,
                        clock);
        this.loss =
                new OngoingFailure(
                        LOG,
                        "audit messages for the syslog server are deleted unsent",
                        LOG_INTERVAL,
                        clock);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void run() {
        try {
            while (!isStopping()) {
                round();
            }
            finish();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    private void round() throws InterruptedException {
        try {
            spool.expire();
            reportLost();
            sendNext(IDLE);
        } catch (IOException | RuntimeException e) {
            failed(e);
        } catch (Error e) {
            // For example, lack of memory: what is spooled is sent later.
            failed(new IOException(String.valueOf(e), e));
        }
    }

    private void failed(Exception cause) throws InterruptedException {
        String reason = connection.map(one -> one.isOpen() ? "" : one.reason()).orElse("");
        disconnect();
        if (isStopping()) {
            LOG.debug("the connection was given up at the stop", cause);
            return;
        }
        String text =
                (reason.isEmpty() ? FailureText.of(cause) : reason)
                        + ". They are kept in storage.dir and sent when it answers; see"
                        + " audit.syslog";
        failure.failed(text, cause);
        failure.since()
                .filter(since -> !clock.instant().isBefore(since.plus(waits.alarm())))
                .ifPresent(
                        since ->
                                listener.serverAway(
                                        since,
                                        "audit messages wait for the syslog server %s: %s"
                                                .formatted(config.server(), text)));
        if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.debug("stopping while the syslog server is away");
        }
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(waits.retryLongest()) > 0 ? waits.retryLongest() : doubled;
    }

    private void disconnect() {
        connection.ifPresent(SyslogConnection::close);
        connection = Optional.empty();
        unsettled.clear();
        cursor = spool.confirmed();
    }

    private void reportLost() {
        long count = spool.takeLost();
        if (count > 0) {
            loss.failed(
                    ("%d messages exceeded audit.syslog.spool-size or spool-age. They are in the"
                                    + " local files of the audit trail")
                            .formatted(count));
            listener.lost(count);
        }
    }

    private void sendNext(Duration wait) throws IOException, InterruptedException {
        settle();
        List<SyslogSpool.Entry> next =
                spool.next(cursor, BATCH, unsettled.isEmpty() ? wait : shortWait());
        if (next.isEmpty()) {
            return;
        }
        SyslogConnection open = connected();
        for (SyslogSpool.Entry entry : next) {
            open.send(entry.message());
            cursor = entry.end();
            unsettled.add(new Written(entry.end(), System.nanoTime()));
        }
    }

    private Duration shortWait() {
        Duration part = waits.settle().dividedBy(2);
        return part.compareTo(IDLE) < 0 ? part : IDLE;
    }

    private SyslogConnection connected() throws IOException {
        if (connection.isEmpty()) {
            connection = Optional.of(SyslogConnection.open(config));
        }
        return connection.get();
    }

    /** Confirms messages that were written some time ago on a connection that still stands. */
    private void settle() throws IOException {
        if (connection.isEmpty()) {
            return;
        }
        if (!connection.get().isOpen()) {
            closedByServer();
            return;
        }
        long settled = System.nanoTime() - waits.settle().toNanos();
        Optional<SyslogSpool.Position> until = Optional.empty();
        while (!unsettled.isEmpty() && unsettled.peek().atNanos() - settled <= 0) {
            until = Optional.of(unsettled.remove().end());
        }
        if (until.isPresent()) {
            spool.confirm(until.get());
            failure.recovered();
            listener.serverBack();
            loss.recovered();
            pause = waits.retryFirst();
        }
    }

    /** A server may close an idle connection; only unconfirmed messages make that a failure. */
    private void closedByServer() throws IOException {
        if (unsettled.isEmpty()) {
            disconnect();
        } else {
            throw new IOException(connection.map(SyslogConnection::reason).orElse("closed"));
        }
    }

    /** Sends what is left and ends the connection in order. */
    private void finish() throws InterruptedException {
        try {
            // One attempt; what is not sent now is sent after the next start.
            if (failure.since().isEmpty()) {
                sendNext(Duration.ofMillis(1));
            }
            if (connection.isPresent() && connection.get().finish(waits.stop())) {
                spool.confirm(cursor);
            }
        } catch (IOException e) {
            LOG.debug("the last audit messages are sent after the next start", e);
        }
    }

    /** Ends the thread; a blocked write is given up after the wait. */
    @Override
    public void close() {
        stopping.countDown();
        try {
            thread.join(waits.stop().multipliedBy(2).toMillis());
            connection.ifPresent(SyslogConnection::close);
            thread.join(waits.stop().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
