package org.brixianode.ops;

/**
 * A UID that is safe to log: at most 64 digits and dots (PS3.5 9.1). Other characters become
 * question marks, and a longer value is truncated.
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
