package org.brixianode.ops;

/**
 * A SHA-256 digest as it may be recorded: lower-case hexadecimal digits, at most 64 of them; each
 * other character becomes a question mark.
 */
public record ContentDigest(String value) {

    private static final int MAX_LENGTH = 64;

    public ContentDigest {
        value = value.substring(0, Math.min(value.length(), MAX_LENGTH));
        value = value.replaceAll("[^0-9a-f]", "?");
    }

    @Override
    public String toString() {
        return value;
    }
}
