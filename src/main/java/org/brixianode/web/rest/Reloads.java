package org.brixianode.web.rest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the configuration again while the node runs. */
public interface Reloads {

    /**
     * What came of it.
     *
     * @param at when it was read
     * @param accepted whether it was valid; otherwise the previous configuration is kept
     * @param changed keys that have taken effect
     * @param pending keys that differ from the start and take effect after a restart
     * @param problem why it was refused
     */
    record Result(
            Instant at,
            boolean accepted,
            List<String> changed,
            List<String> pending,
            Optional<String> problem) {}

    Result reload();

    /** The last result; empty if the configuration was not read again since the start. */
    Optional<Result> last();
}
