package org.brixianode.web.access;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.brixianode.ops.Events;
import org.brixianode.ops.JsonLine;
import org.brixianode.ops.NetworkAddress;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.Role;
import org.brixianode.ops.TrustedName;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The handlers of {@code /api/v1/session}: who I am, login and logout. */
final class SessionHandlers {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_BODY = 4096;
    private static final String FORM =
            "the body must be {\"user\": \"...\", \"password\": \"...\"}";

    private final AccessConfig config;
    private final RequestSource source;
    private final Logins logins;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final Events events;

    SessionHandlers(
            AccessConfig config,
            RequestSource source,
            Logins logins,
            Sessions sessions,
            SessionCookie cookie,
            Events events) {
        this.config = config;
        this.source = source;
        this.logins = logins;
        this.sessions = sessions;
        this.cookie = cookie;
        this.events = events;
    }

    void show(Context request) {
        Identity me = Identity.of(request);
        answer(request, me.user(), me.role(), me.csrf());
    }

    /** Opens a session under a new identifier; a session of the request before it ends. */
    void open(Context request) {
        if (config.isLocal()) {
            show(request);
            return;
        }
        JsonNode body = body(request);
        InetAddress client = source.client(request);
        Logins.Result result =
                logins.check(body.get("user").asString(), body.get("password").asString(), client);
        if (result.outcome() == Logins.Outcome.LOCKED) {
            request.header("Retry-After", String.valueOf(result.remaining().toSeconds() + 1));
        }
        User user = result.user().orElseThrow(() -> Authenticator.refusal(result));
        cookie.of(request).ifPresent(sessions::close);
        String id = sessions.open(user);
        cookie.set(request, id);
        TrustedName name = new TrustedName(user.name());
        events.publish(
                new NodeEvent.LoggedIn(
                        new NodeEvent.Operator(name, NetworkAddress.of(client)), user.role()));
        Optional<Sessions.Found> opened = sessions.use(id);
        answer(request, name, user.role(), opened.map(Sessions.Found::csrf).orElse(""));
    }

    void close(Context request) {
        Identity me = Identity.of(request);
        if (me.way() == Identity.Way.SESSION) {
            cookie.of(request).ifPresent(sessions::close);
            cookie.remove(request);
            events.publish(new NodeEvent.LoggedOut(me.operator()));
        }
        request.status(HttpStatus.NO_CONTENT);
    }

    private void answer(Context request, TrustedName user, Role role, String csrf) {
        Map<String, Object> session = new LinkedHashMap<>();
        session.put("user", user.value());
        session.put("role", role.name());
        session.put("csrf", csrf);
        session.put("login", !config.isLocal());
        request.contentType("application/json; charset=utf-8").result(JsonLine.of(session));
    }

    /**
     * A form of another site cannot send this content type. A body that is announced to be too
     * large is not waited for.
     */
    private static JsonNode body(Context request) {
        String type = String.valueOf(request.contentType());
        if (!type.startsWith("application/json")) {
            throw new BadRequestResponse(FORM + ", of type application/json");
        }
        if (request.contentLength() > MAX_BODY) {
            throw new BadRequestResponse(FORM);
        }
        try {
            byte[] bytes = request.bodyInputStream().readNBytes(MAX_BODY + 1);
            JsonNode body = bytes.length > MAX_BODY ? JSON.nullNode() : JSON.readTree(bytes);
            if (body.size() == 2
                    && body.path("user").isString()
                    && body.path("password").isString()) {
                return body;
            }
        } catch (IOException | JacksonException e) {
            // The text of the failure may quote the password.
        }
        throw new BadRequestResponse(FORM);
    }
}
