package org.brixianode.study;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The kind of a result object, such as REPORT or HEATMAP. The set is open: each result writer
 * defines its kind. The name is stored in the database and in JSON, and is part of the derived
 * UIDs.
 *
 * @param name 1 to 16 capital letters, digits and underscores, a letter first
 */
public record ResultKind(String name) {

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,15}");

    /** The Structured Report, in any form; the heatmap refers to it. */
    public static final ResultKind REPORT = new ResultKind("REPORT");

    /** The picture with the scores; the report refers to it. */
    public static final ResultKind HEATMAP = new ResultKind("HEATMAP");

    /**
     * Tells a destination to reject results that it was given earlier; is never rejected itself.
     */
    public static final ResultKind REJECTION_NOTE = new ResultKind("REJECTION_NOTE");

    /**
     * Takes a report back that a receiver of messages was given earlier; the object is a copy of
     * that report.
     */
    public static final ResultKind WITHDRAWAL = new ResultKind("WITHDRAWAL");

    /**
     * @throws IllegalArgumentException if the name is invalid
     */
    public ResultKind {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no kind of result: 1 to 16 of A-Z, 0-9 and _, a letter first"
                            .formatted(SafeText.line(name, 32)));
        }
    }

    /** The name in the configuration and on the command line: lower case with hyphens. */
    public String label() {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return name;
    }
}
