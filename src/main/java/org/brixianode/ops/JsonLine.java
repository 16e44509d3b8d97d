package org.brixianode.ops;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** One JSON object on one line. */
public final class JsonLine {

    private static final JsonMapper JSON = JsonMapper.shared();

    public static String of(Map<String, ?> fields) {
        return JSON.writeValueAsString(fields);
    }

    private JsonLine() {}
}
