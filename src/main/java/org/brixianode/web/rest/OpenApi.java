package org.brixianode.web.rest;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The description of the REST interface. */
final class OpenApi {

    private static final String RESOURCE = "/org/brixianode/web/openapi.json";

    static void serve(Context request) throws IOException {
        Query.of(request);
        try (InputStream in = OpenApi.class.getResourceAsStream(RESOURCE)) {
            request.contentType(Answer.JSON);
            request.result(Objects.requireNonNull(in, RESOURCE).readAllBytes());
        }
    }

    private OpenApi() {}
}
