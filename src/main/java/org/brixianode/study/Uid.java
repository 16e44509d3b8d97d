package org.brixianode.study;

import java.util.regex.Pattern;

/** Checks whether an external value is a UID that can name an object and a file. */
public final class Uid {

    /** PS3.5 9.1. */
    private static final int MAX_LENGTH = 64;

    private static final Pattern COMPONENTS = Pattern.compile("[0-9]+(\\.[0-9]+)*");

    /**
     * Whether the value is a single UID: digits in components separated by single dots, at most 64
     * characters. A component with leading zeros is accepted: PS3.5 9.1 forbids it, but some
     * devices send it.
     */
    public static boolean isValid(String value) {
        return value.length() <= MAX_LENGTH && COMPONENTS.matcher(value).matches();
    }

    private Uid() {}
}
