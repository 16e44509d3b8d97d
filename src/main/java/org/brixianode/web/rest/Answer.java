package org.brixianode.web.rest;

import io.javalin.http.Context;
import java.util.Map;
import org.brixianode.ops.JsonLine;

/** Writes responses. */
final class Answer {

    static final String JSON = "application/json; charset=utf-8";

    static void json(Context request, Map<String, ?> object) {
        request.contentType(JSON);
        request.header("Cache-Control", "no-store");
        request.result(JsonLine.of(object));
    }

    private Answer() {}
}
