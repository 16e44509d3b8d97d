package org.brixianode.cli;

/** Starts the command that the arguments name. */
public final class Main {

    public static void main(String[] args) {
        throw new UnsupportedOperationException("no command yet");
    }

    private Main() {}
}
