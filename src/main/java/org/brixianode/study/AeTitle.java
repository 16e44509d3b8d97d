package org.brixianode.study;

/**
 * A DICOM application entity title (PS3.5 6.2, VR AE): 1 to 16 characters of the default character
 * repertoire without backslash and control characters, leading and trailing spaces not significant.
 *
 * @param value the title, trimmed
 */
public record AeTitle(String value) {

    private static final int MAX_LENGTH = 16;

    /**
     * @throws IllegalArgumentException if the trimmed title is empty, longer than 16 characters or
     *     has a character outside the repertoire
     */
    public AeTitle {
        value = value.strip();
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "AE title '" + value + "' must have 1 to 16 characters");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~' || c == '\\') {
                throw new IllegalArgumentException(
                        "AE title '" + value + "' has the forbidden character code " + (int) c);
            }
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
