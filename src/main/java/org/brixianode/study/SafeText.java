package org.brixianode.study;

/**
 * Sanitises text from a peer, a file or a data set for one line of a log, a reason or a terminal:
 * removes control characters and bounds the length.
 */
public final class SafeText {

    private static final char REPLACEMENT = '?';

    private static final String ELLIPSIS = "...";

    /**
     * Replaces control characters (C0, DEL, C1), line and paragraph separators, invisible format
     * characters such as bidirectional overrides, unpaired surrogates and noncharacters (U+FFFE) by
     * question marks, and truncates the text.
     *
     * @param foreign the text; null counts as empty
     * @param maxLength greatest length of the result in UTF-16 units, at least 4; a truncated text
     *     ends in three dots
     */
    public static String line(String foreign, int maxLength) {
        if (maxLength <= ELLIPSIS.length()) {
            throw new IllegalArgumentException("maxLength " + maxLength + " leaves no room");
        }
        if (foreign == null) {
            return "";
        }
        boolean tooLong = foreign.length() > maxLength;
        int end = tooLong ? maxLength - ELLIPSIS.length() : foreign.length();
        if (tooLong && Character.isHighSurrogate(foreign.charAt(end - 1))) {
            end--;
        }
        StringBuilder safe = new StringBuilder(end + ELLIPSIS.length());
        foreign.substring(0, end)
                .codePoints()
                .map(SafeText::visible)
                .forEach(safe::appendCodePoint);
        return tooLong ? safe.append(ELLIPSIS).toString() : safe.toString();
    }

    /** The character, or the replacement if it could move a cursor or hide text. */
    private static int visible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    REPLACEMENT;
            default -> isNoncharacter(codePoint) ? REPLACEMENT : codePoint;
        };
    }

    /** Not valid in XML, among others (Unicode 23.7). */
    private static boolean isNoncharacter(int codePoint) {
        return (codePoint & 0xfffe) == 0xfffe || (codePoint >= 0xfdd0 && codePoint <= 0xfdef);
    }

    private SafeText() {}
}
