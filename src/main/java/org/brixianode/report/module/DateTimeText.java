package org.brixianode.report.module;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts dates and times to the current form of their VR (PS3.5 6.2): ACR-NEMA wrote {@code
 * 2024.01.31} and {@code 10:11:12}.
 */
public final class DateTimeText {

    private static final Pattern DATE = Pattern.compile("(\\d{4})([.-]?)(\\d{2})\\2(\\d{2})");

    private static final Pattern TIME =
            Pattern.compile(
                    "([01]\\d|2[0-3])(?::?([0-5]\\d)(?::?([0-5]\\d|60)(?:\\.(\\d+))?)?)?\\.?");

    private static final Pattern DATE_TIME =
            Pattern.compile("(\\d{4}[.-]?\\d{2}[.-]?\\d{2})(?:[ T]?([\\d:.]+))?([+-]\\d{4})?");

    private static final int FRACTION_DIGITS = 6;

    /** VR DA; empty if the text is not a date. */
    public static Optional<String> date(String text) {
        Matcher matcher = DATE.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            LocalDate.of(
                    Integer.parseInt(matcher.group(1)),
                    Integer.parseInt(matcher.group(3)),
                    Integer.parseInt(matcher.group(4)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
        return Optional.of(matcher.group(1) + matcher.group(3) + matcher.group(4));
    }

    /** VR TM; empty if the text is not a time of day. */
    public static Optional<String> time(String text) {
        Matcher matcher = TIME.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        StringBuilder time = new StringBuilder(matcher.group(1));
        if (matcher.group(2) != null) {
            time.append(matcher.group(2));
        }
        if (matcher.group(3) != null) {
            time.append(matcher.group(3));
        }
        String fraction = matcher.group(4);
        if (fraction != null) {
            int digits = Math.min(FRACTION_DIGITS, fraction.length());
            time.append('.').append(fraction, 0, digits);
        }
        return Optional.of(time.toString());
    }

    /** VR DT with at least a day; empty if the text is not one. */
    static Optional<String> dateTime(String text) {
        Matcher matcher = DATE_TIME.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Optional<String> date = date(matcher.group(1));
        Optional<String> time = matcher.group(2) == null ? Optional.of("") : time(matcher.group(2));
        String offset = matcher.group(3) == null ? "" : matcher.group(3);
        return date.flatMap(day -> time.map(of -> day + of + offset));
    }

    private DateTimeText() {}
}
