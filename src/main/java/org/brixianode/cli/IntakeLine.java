package org.brixianode.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.brixianode.config.NodeConfig;
import org.brixianode.node.IntakeState;

/** Prints whether the node could accept images at its last check. */
final class IntakeLine {

    /** Prints one line in any case. */
    static void print(NodeConfig node, PrintStream out) {
        out.println("intake " + text(node));
    }

    /**
     * Prints one line only if the node cannot accept images, so that the output of scripts is not
     * affected otherwise.
     */
    static void printIfFailing(NodeConfig node, PrintStream out) {
        if (state(node).filter(state -> state.isFailing(Instant.now())).isPresent()) {
            print(node, out);
        }
    }

    /**
     * @throws IOException if a running node cannot accept images
     */
    static String check(NodeConfig node) throws IOException {
        if (state(node).filter(state -> state.isFailing(Instant.now())).isPresent()) {
            throw new IOException(text(node));
        }
        return text(node);
    }

    private static String text(NodeConfig node) {
        return state(node)
                .map(state -> state.text(Instant.now()))
                .orElseGet(
                        () -> "not tested yet: no node has written its state to " + folder(node));
    }

    private static Optional<IntakeState> state(NodeConfig node) {
        try {
            return IntakeState.read(folder(node));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path folder(NodeConfig node) {
        return node.storage().folder();
    }

    private IntakeLine() {}
}
