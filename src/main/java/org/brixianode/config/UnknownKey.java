package org.brixianode.config;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A key that does not exist, for a message. */
final class UnknownKey {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]*");
    private static final Pattern SECRET = Pattern.compile("(?i).*(password|passwd|secret)");

    /**
     * Shows of each part what looks like a key's name: a slip of the pen can make a password a part
     * of a key ({@code password hunter2 = } and {@code password { hunter2 = }} are valid HOCON).
     *
     * @param prefix of the key, which is shown
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
