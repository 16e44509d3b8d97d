package org.brixianode.config;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The message about a key that does not exist. */
final class UnknownKey {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]*");
    private static final Pattern SECRET = Pattern.compile("(?i).*(password|passwd|secret|token)");

    /**
     * Shows only the parts that look like a key's name: a typing error can make a password a part
     * of a key ({@code password hunter2 = } and {@code password { hunter2 = }} are valid HOCON).
     *
     * @param prefix prefix of the key, always shown
     */
    static String text(String prefix, String key, Set<String> known) {
        String shown = shown(key);
        return "unknown key " + prefix + shown + Suggestion.text(shown, known);
    }

    private static String shown(String key) {
        String[] parts = key.split("\\.");
        for (int i = 0; i < parts.length; i++) {
            Matcher name = NAME.matcher(parts[i]);
            if (!name.lookingAt() || name.end() < parts[i].length()) {
                parts[i] = parts[i].substring(0, name.end()) + "***";
            }
            if (i > 0 && SECRET.matcher(parts[i - 1]).matches()) {
                parts[i] = "***";
            }
        }
        return Arrays.stream(parts).collect(Collectors.joining("."));
    }

    private UnknownKey() {}
}
