package org.brixianode.report.module;

import java.util.Locale;

/** Formats texts for their value representation (PS3.5 6.2). */
public final class Texts {

    /** VR LO. */
    private static final int LONG_STRING = 64;

    /** At most {@code max} characters; truncation is marked. */
    public static String shorten(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max - 1) + "+";
    }

    /** One value of VR LO: 64 characters, no backslash, no control characters. */
    public static String longString(String text) {
        return shorten(line(text), LONG_STRING);
    }

    /** One line of plain text: no backslash, no control characters. */
    public static String line(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").replace('\\', '/').strip();
    }

    /**
     * One line of plain text as a sentence: begins with a capital letter, ends with a full stop.
     */
    public static String sentence(String text) {
        String line = line(text);
        if (line.isEmpty()) {
            return line;
        }
        int second = line.offsetByCodePoints(0, 1);
        String begun = line.substring(0, second).toUpperCase(Locale.ROOT) + line.substring(second);
        return begun.matches(".*[.!?]") ? begun : begun + ".";
    }

    /** A number with two decimals and a decimal point; 0.00 has no sign. */
    public static String decimal(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.equals("-0.00") ? "0.00" : text;
    }

    /**
     * The probability of a grade with its four decimals, so that those of a zone compare at a
     * glance and the printed value never contradicts a comparison with a limit.
     */
    public static String probability(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** A fraction of 1 with two decimals, or with three or four where it has as many. */
    public static String fraction(double value) {
        return probability(value).replaceFirst("0{1,2}$", "");
    }

    /** An integer with its sign: {@code +3}, {@code -2}, {@code 0}. */
    public static String signed(int value) {
        return value > 0 ? "+" + value : Integer.toString(value);
    }

    /** A number with its sign and two decimals; 0.00 has none. */
    public static String signed(double value) {
        String text = decimal(value);
        return value < 0 || text.equals("0.00") ? text : "+" + text;
    }

    private Texts() {}
}
