package org.brixianode.lab.keras;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An automatic layer name of Keras: the kind of layer and its number within the session. The first
 * of a session has no suffix, the second {@code _1}.
 *
 * @param base name without the suffix
 * @param number 0 where there is no suffix
 */
record AutomaticName(String base, int number) {

    private static final Pattern SUFFIXED = Pattern.compile("(.+)_(\\d{1,9})");

    static AutomaticName of(String name) {
        Matcher matcher = SUFFIXED.matcher(name);
        return matcher.matches()
                ? new AutomaticName(matcher.group(1), Integer.parseInt(matcher.group(2)))
                : new AutomaticName(name, 0);
    }
}
