package org.brixianode.node;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.brixianode.config.NodeConfig;
import org.brixianode.ops.Events;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.Trouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of the intake: tells it in the log, and to the commands by a file. */
final class IntakeHealth {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeHealth.class);

    private final NodeConfig.IntakeProbe config;
    private final Path folder;
    private final Clock clock;
    private final Trouble trouble;
    private final Events events;

    /**
     * @param folder storage.dir
     */
    IntakeHealth(NodeConfig.IntakeProbe config, Path folder, Events events, Clock clock) {
        this.config = config;
        this.folder = folder;
        this.events = events;
        this.clock = Clock.tick(clock, Duration.ofSeconds(1));
        this.trouble =
                new Trouble(
                        LOG,
                        "the node cannot accept images",
                        config.reminderInterval(),
                        this.clock);
    }

    void works() {
        boolean failed = trouble.since().isPresent();
        trouble.over();
        if (failed) {
            events.publish(new NodeEvent.IntakeRestored());
        }
        write(IntakeState.Kind.OK, Optional.empty());
    }

    /**
     * @param reason what is wrong and what to do
     */
    void fails(String reason, Throwable cause) {
        boolean failed = trouble.since().isPresent();
        trouble.failed(reason, cause);
        if (!failed) {
            events.publish(new NodeEvent.IntakeFailing());
        }
        write(IntakeState.Kind.FAILING, Optional.of(reason));
    }

    /** The node stops in order. */
    void stops() {
        write(IntakeState.Kind.STOPPED, Optional.empty());
    }

    private void write(IntakeState.Kind kind, Optional<String> reason) {
        IntakeState state =
                new IntakeState(kind, clock.instant(), config.interval(), trouble.since(), reason);
        try {
            state.write(folder);
        } catch (IOException e) {
            LOG.debug("the intake's state cannot be written", e);
        }
    }
}
