package org.brixianode.web.access;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.Optional;

/**
 * The cookie with the identifier of the session. Under TLS its name has the prefix {@code __Host-},
 * so that no other host of the domain can set it.
 */
final class SessionCookie {

    private static final String NAME = "brixia-session";
    private static final String SECURE_NAME = "__Host-" + NAME;
    private static final int MAX_LENGTH = 100;

    /** The browser forgets it when it is closed. */
    private static final int UNTIL_CLOSED = -1;

    private final RequestSource source;

    SessionCookie(RequestSource source) {
        this.source = source;
    }

    /** The identifier; empty if the request has none. */
    Optional<String> of(Context request) {
        return Optional.ofNullable(request.cookie(name(request)))
                .filter(id -> !id.isEmpty() && id.length() <= MAX_LENGTH);
    }

    void set(Context request, String id) {
        request.cookie(cookie(request, id, UNTIL_CLOSED));
    }

    void remove(Context request) {
        request.cookie(cookie(request, "", 0));
    }

    private String name(Context request) {
        return source.isSecure(request) ? SECURE_NAME : NAME;
    }

    private Cookie cookie(Context request, String value, int maxAge) {
        return new Cookie(
                name(request),
                value,
                "/",
                maxAge,
                source.isSecure(request),
                true,
                null,
                SameSite.STRICT);
    }
}
