package org.brixianode.study;

/**
 * Text from outside (a peer, a file, a data set) made fit for one line of a log, a reason or a
 * terminal: without control characters and of bounded length.
 */
public final class SafeText {

    private static final char REPLACEMENT = '?';

    private static final String CUT = "...";

    /**
     * Replaces control characters (C0, DEL, C1), line and paragraph separators, invisible format
     * characters such as bidirectional overrides, and unpaired surrogates by question marks, and
     * cuts what is too long.
     *
     * @param foreign null counts as empty
     * @param maxLength greatest length of the result in UTF-16 units, at least 4; what is cut ends
     *     in three dots
     */
    public static String line(String foreign, int maxLength) {
        if (maxLength <= CUT.length()) {
            throw new IllegalArgumentException("maxLength " + maxLength + " leaves no room");
        }
        if (foreign == null) {
            return "";
        }
        boolean tooLong = foreign.length() > maxLength;
        int end = tooLong ? maxLength - CUT.length() : foreign.length();
        if (tooLong && Character.isHighSurrogate(foreign.charAt(end - 1))) {
            end--;
        }
        StringBuilder safe = new StringBuilder(end + CUT.length());
        foreign.substring(0, end)
                .codePoints()
                .map(SafeText::visible)
                .forEach(safe::appendCodePoint);
        return tooLong ? safe.append(CUT).toString() : safe.toString();
    }

    /** The character itself, or the replacement where it could move a cursor or hide text. */
    private static int visible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    REPLACEMENT;
            default -> codePoint;
        };
    }

    private SafeText() {}
}
