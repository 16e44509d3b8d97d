package org.brixianode.receive.stow;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A media type with its parameters (RFC 9110 8.3.1).
 *
 * @param name type and subtype in lower case
 * @param parameters by their names in lower case
 */
record MediaType(String name, Map<String, String> parameters) {

    /** Parses a header value; one that is malformed has no name or lacks parameters. */
    static MediaType of(String value) {
        int start = value.indexOf(';');
        String name = (start < 0 ? value : value.substring(0, start)).strip();
        Map<String, String> parameters = new HashMap<>();
        int at = start;
        while (at >= 0 && at < value.length()) {
            at = parameter(value, at + 1, parameters);
        }
        return new MediaType(name.toLowerCase(Locale.ROOT), parameters);
    }

    Optional<String> parameter(String key) {
        return Optional.ofNullable(parameters.get(key));
    }

    /** Reads a parameter; returns where its semicolon or the end is. */
    private static int parameter(String value, int begin, Map<String, String> parameters) {
        int end = value.indexOf(';', begin);
        int equals = value.indexOf('=', begin);
        if (equals < 0 || (end >= 0 && equals > end)) {
            return end;
        }
        String key = value.substring(begin, equals).strip().toLowerCase(Locale.ROOT);
        int at = equals + 1;
        if (at >= value.length() || value.charAt(at) != '"') {
            int stop = end < 0 ? value.length() : end;
            parameters.putIfAbsent(key, value.substring(at, stop).strip());
            return end;
        }
        StringBuilder text = new StringBuilder();
        at++;
        while (at < value.length() && value.charAt(at) != '"') {
            boolean escaped = value.charAt(at) == '\\' && at + 1 < value.length();
            text.append(value.charAt(escaped ? at + 1 : at));
            at += escaped ? 2 : 1;
        }
        parameters.putIfAbsent(key, text.toString());
        return value.indexOf(';', at);
    }
}
