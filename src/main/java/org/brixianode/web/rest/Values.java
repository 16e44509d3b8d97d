package org.brixianode.web.rest;

import io.javalin.http.BadRequestResponse;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.brixianode.queue.JobOrder;
import org.brixianode.study.JobState;
import org.brixianode.study.SafeText;

/** Values of requests. A bad one is answered with 400. */
final class Values {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;
    private static final int MAX_TEXT = 40;

    static int limit(Optional<Long> limit) {
        return limit.map(value -> within("limit", value, 1, MAX_LIMIT)).orElse(DEFAULT_LIMIT);
    }

    static int within(String name, long value, int min, int max) {
        if (value < min || value > max) {
            throw new BadRequestResponse(
                    "%s must be %d to %d, not %d".formatted(name, min, max, value));
        }
        return (int) value;
    }

    static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new BadRequestResponse(quoted(text) + " is not a whole number");
        }
    }

    static JobOrder order(String text) {
        return switch (text) {
            case "last" -> JobOrder.LAST_FIRST;
            case "oldest" -> JobOrder.OLDEST_FIRST;
            default -> throw new BadRequestResponse("order must be last or oldest");
        };
    }

    static LocalDate date(String name, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new BadRequestResponse(name + " must be a date such as 2026-11-28");
        }
    }

    static Set<JobState> states(List<String> names) {
        Set<JobState> states = EnumSet.noneOf(JobState.class);
        for (String name : names) {
            try {
                states.add(JobState.valueOf(name.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new BadRequestResponse(
                        "%s is no state of a job; states are %s"
                                .formatted(quoted(name), List.of(JobState.values())));
            }
        }
        return states;
    }

    static String quoted(String text) {
        return "'" + SafeText.line(text, MAX_TEXT) + "'";
    }

    private Values() {}
}
