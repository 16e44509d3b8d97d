package org.brixianode.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.brixianode.config.NodeConfig;
import org.brixianode.node.AlarmState;

/** Prints the active alarms that a running node has written, and how old they are. */
final class AlarmLines {

    static void print(NodeConfig node, PrintStream out, Instant now) {
        Path folder = node.storage().folder();
        state(folder)
                .map(state -> state.lines(now))
                .orElseGet(() -> List.of("alarms not known: no node has written them to " + folder))
                .forEach(out::println);
    }

    private static Optional<AlarmState> state(Path folder) {
        try {
            return AlarmState.read(folder);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private AlarmLines() {}
}
