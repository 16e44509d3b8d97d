package org.brixianode.web.rest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.brixianode.queue.IllegalTransitionException;
import org.brixianode.study.FailureText;
import org.brixianode.study.SafeText;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a failed request with {@code {"error": {"code", "message"}}} under /api, with a line of
 * text elsewhere. A handler throws Javalin's exception for the status.
 */
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private static final int MAX_MESSAGE = 1000;

    static void addTo(RoutesConfig routes) {
        routes.exception(HttpResponseException.class, Problems::answer);
        routes.exception(
                IllegalTransitionException.class,
                (failure, request) ->
                        answer(request, HttpStatus.CONFLICT, FailureText.of(failure)));
        routes.exception(
                StageException.class,
                (failure, request) -> {
                    LOG.warn(
                            "{} {}: {}", request.method(), route(request), FailureText.of(failure));
                    answer(request, HttpStatus.SERVICE_UNAVAILABLE, FailureText.of(failure));
                });
        routes.exception(Exception.class, Problems::unexpected);
    }

    private static void answer(HttpResponseException failure, Context request) {
        HttpStatus status = HttpStatus.forStatus(failure.getStatus());
        answer(request, status, String.valueOf(failure.getMessage()));
    }

    private static void unexpected(Exception failure, Context request) {
        LOG.error("{} {} failed", request.method(), route(request), failure);
        answer(
                request,
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal error; the node's log has the details");
    }

    /** The pattern of the path, which contains no values. */
    private static String route(Context request) {
        return request.endpoint().path;
    }

    static void answer(Context request, HttpStatus status, String message) {
        String text = SafeText.line(message, MAX_MESSAGE);
        request.status(status);
        if (!request.path().startsWith("/api/")) {
            request.contentType("text/plain; charset=utf-8").result(text);
            return;
        }
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code(status));
        error.put("message", text);
        Answer.json(request, Map.of("error", error));
    }

    /** The name for scripts, as in {@code not-found}. */
    private static String code(HttpStatus status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Problems() {}
}
