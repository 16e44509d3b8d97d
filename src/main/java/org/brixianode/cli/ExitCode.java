package org.brixianode.cli;

/** The exit codes of the commands, as documented in docs/commands.md. */
enum ExitCode {
    OK(0),
    /** The command was done in part or not at all; the message says what is missing. */
    FAILED(1),
    /** The command line is wrong. */
    USAGE(2),
    /** The configuration is invalid, or a TLS store that it names cannot be used. */
    CONFIGURATION(3),
    /** The model cannot be loaded or fails its self-test. */
    MODEL(4),
    /** The database cannot be opened. */
    DATABASE(5),
    /** The port cannot be bound. */
    PORT(6),
    /** A peer does not answer or refuses. */
    PEER(7),
    /** The folders under storage.dir, the spool among them, cannot be used. */
    STORAGE(8);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
