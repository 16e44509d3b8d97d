package org.brixianode.ops;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** Writes a JSON object on one line. */
public final class JsonLine {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Control characters and line separators that JSON allows in a string are escaped too. */
    private static final Pattern CONTROLS = Pattern.compile("[\\x7f-\\x9f\\u2028\\u2029]");

    public static String of(Map<String, ?> fields) {
        return CONTROLS.matcher(JSON.writeValueAsString(fields)).replaceAll(JsonLine::escape);
    }

    private static String escape(MatchResult found) {
        return "\\\\u%04x".formatted((int) found.group().charAt(0));
    }

    private JsonLine() {}
}
