package org.brixianode.node;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.brixianode.config.NodeConfig;
import org.brixianode.ops.AlarmBoard;
import org.brixianode.ops.AlarmKind;
import org.brixianode.ops.EventListener;
import org.brixianode.ops.Events;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.OngoingFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the state of the intake: logs it, and writes it to a file that commands read, beside that
 * of the active alarms.
 */
final class IntakeHealth {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeHealth.class);

    private final NodeConfig.IntakeProbe config;
    private final Path folder;
    private final Clock clock;
    private final OngoingFailure ongoing;
    private final Events events;
    private final AlarmBoard alarms;
    private final AlarmFile alarmFile;

    /**
     * @param folder storage.dir
     */
    IntakeHealth(
            NodeConfig.IntakeProbe config,
            Path folder,
            Events events,
            AlarmBoard alarms,
            Clock clock) {
        this.config = config;
        this.folder = folder;
        this.events = events;
        this.alarms = alarms;
        this.clock = Clock.tick(clock, Duration.ofSeconds(1));
        this.ongoing =
                new OngoingFailure(
                        LOG,
                        "the node cannot accept images",
                        config.reminderInterval(),
                        this.clock);
        this.alarmFile = new AlarmFile(alarms, folder, config.interval(), clock);
    }

    /** Rewrites the file of the active alarms when one is raised or cleared. */
    EventListener alarmFile() {
        return alarmFile;
    }

    void succeeded() {
        boolean wasFailing = ongoing.since().isPresent();
        ongoing.recovered();
        if (wasFailing) {
            events.publish(new NodeEvent.IntakeRestored());
        }
        alarms.clear(AlarmKind.INTAKE_FAILING, AlarmBoard.NODE);
        write(IntakeState.Kind.OK, Optional.empty());
        alarmFile.checked();
    }

    /**
     * @param reason the cause and what to do
     */
    void failed(String reason, Throwable cause) {
        boolean wasFailing = ongoing.since().isPresent();
        ongoing.failed(reason, cause);
        if (!wasFailing) {
            events.publish(new NodeEvent.IntakeFailing());
        }
        alarms.raise(
                AlarmKind.INTAKE_FAILING,
                AlarmBoard.NODE,
                "the node cannot accept images: " + reason);
        write(IntakeState.Kind.FAILING, Optional.of(reason));
        alarmFile.checked();
    }

    /** The node is shutting down. */
    void stopped() {
        write(IntakeState.Kind.STOPPED, Optional.empty());
        alarmFile.stopped();
    }

    private void write(IntakeState.Kind kind, Optional<String> reason) {
        IntakeState state =
                new IntakeState(kind, clock.instant(), config.interval(), ongoing.since(), reason);
        try {
            state.write(folder);
        } catch (IOException e) {
            LOG.debug("the intake's state cannot be written", e);
        }
    }
}
