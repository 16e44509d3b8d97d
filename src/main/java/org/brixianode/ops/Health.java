package org.brixianode.ops;

import java.util.List;

/**
 * A set of checks of the node, such as those of {@code /health/live} or of {@code /health/ready}.
 * Thread-safe; a call returns at once and waits for no database and no peer.
 */
@FunctionalInterface
public interface Health {

    /**
     * The result of one check.
     *
     * @param name for scripts, as in {@code intake} or {@code destination pacs}
     * @param reason what is wrong, without patient data; empty if the check passes
     */
    record Check(String name, boolean ok, String reason) {

        public static Check passed(String name) {
            return new Check(name, true, "");
        }

        public static Check failed(String name, String reason) {
            return new Check(name, false, reason);
        }
    }

    /** The results of all checks, always in the same order. */
    List<Check> checks();

    /** Whether every check passes. */
    default boolean isOk() {
        return checks().stream().allMatch(Check::ok);
    }
}
