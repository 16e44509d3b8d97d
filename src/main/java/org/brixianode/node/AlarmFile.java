package org.brixianode.node;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.brixianode.ops.Alarms;
import org.brixianode.ops.EventListener;
import org.brixianode.ops.NodeEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the file with the active alarms: writes it at each check of the node, and when an alarm is
 * raised or cleared. Thread-safe.
 */
final class AlarmFile implements EventListener {

    private static final Logger LOG = LoggerFactory.getLogger(AlarmFile.class);

    private final Alarms alarms;
    private final Path folder;
    private final Duration interval;
    private final Clock clock;

    /** Whether the node runs: an alarm of the start or the stop is no sign that it does. */
    private boolean running;

    /**
     * @param folder storage.dir
     * @param interval of the checks
     */
    AlarmFile(Alarms alarms, Path folder, Duration interval, Clock clock) {
        this.alarms = alarms;
        this.folder = folder;
        this.interval = interval;
        this.clock = Clock.tick(clock, Duration.ofSeconds(1));
    }

    /** The node has been checked. */
    synchronized void checked() {
        running = true;
        write();
    }

    /** The node is shutting down. */
    synchronized void stopped() {
        running = false;
        write();
    }

    @Override
    public synchronized void on(Instant at, NodeEvent event) {
        if (running
                && (event instanceof NodeEvent.AlarmRaised
                        || event instanceof NodeEvent.AlarmCleared)) {
            write();
        }
    }

    private void write() {
        try {
            AlarmState.write(folder, running, clock.instant(), interval, alarms.active());
        } catch (IOException e) {
            LOG.debug("the active alarms cannot be written", e);
        }
    }
}
