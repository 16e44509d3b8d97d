package org.brixianode.ops;

/**
 * A SHA-256 digest that is safe to log: at most 64 lower-case hexadecimal digits; other characters
 * become question marks.
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
