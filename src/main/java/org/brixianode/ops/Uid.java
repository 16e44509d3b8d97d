package org.brixianode.ops;

/**
 * A UID as it may be recorded: digits and dots, at most 64 of them (PS3.5 9.1). A peer may put
 * anything else in its place; each such character becomes a question mark, and what is too long is
 * cut.
 */
public record Uid(String value) {

    private static final int MAX_LENGTH = 64;

    public Uid {
        value = value.substring(0, Math.min(value.length(), MAX_LENGTH));
        value = value.replaceAll("[^0-9.]", "?");
    }

    @Override
    public String toString() {
        return value;
    }
}
