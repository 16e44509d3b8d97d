package org.brixianode.study;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a result object is, such as REPORT or HEATMAP. An open set: whoever writes a kind names it.
 * The name stands in the database and in JSON, and goes into the derivation of UIDs.
 *
 * @param name 1 to 16 capital letters, digits and underscores, a letter first
 */
public record ResultKind(String name) {

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,15}");

    /**
     * @throws IllegalArgumentException if the name is not as it must be
     */
    public ResultKind {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no kind of result: 1 to 16 of A-Z, 0-9 and _, a letter first"
                            .formatted(SafeText.line(name, 32)));
        }
    }

    /** The name as configuration and command line have it: lower case, hyphens. */
    public String label() {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return name;
    }
}
