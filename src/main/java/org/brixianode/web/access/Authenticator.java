package org.brixianode.web.access;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.UnauthorizedResponse;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.brixianode.ops.NetworkAddress;
import org.brixianode.ops.Role;
import org.brixianode.ops.TrustedName;
import org.brixianode.study.DurationText;

/** Recognises the user of a request by the proxy's header, by HTTP Basic or by the session. */
final class Authenticator {

    private static final String BASIC = "basic ";
    private static final int MAX_CREDENTIALS = 1000;

    private static final Pattern PROXY_USER =
            Pattern.compile("[\\p{Alnum}][\\p{Alnum} ._@\\\\/+=,-]{0,99}");

    private final AccessConfig config;
    private final RequestSource source;
    private final Users users;
    private final Logins logins;
    private final Sessions sessions;
    private final SessionCookie cookie;

    /** The token of those who have no session; it is valid as long as the node runs. */
    private final Secrets tokens = new Secrets();

    Authenticator(
            AccessConfig config,
            RequestSource source,
            Users users,
            Logins logins,
            Sessions sessions,
            SessionCookie cookie) {
        this.config = config;
        this.source = source;
        this.users = users;
        this.logins = logins;
        this.sessions = sessions;
        this.cookie = cookie;
    }

    /**
     * @throws HttpResponseException if credentials are present and wrong
     */
    Optional<Identity> identify(Context request) {
        InetAddress client = source.client(request);
        if (config.isLocal()) {
            source.checkHost(request, false);
            if (!Paths.isHealth(request.path())) {
                source.checkDirect(request);
            }
            return Optional.of(identity(User.LOCAL, Role.OPERATOR, client, Identity.Way.LOCAL));
        }
        Optional<Identity> byProxy = byProxy(request, client);
        if (byProxy.isPresent()) {
            return byProxy;
        }
        String authorization = request.header("Authorization");
        if (authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
            return Optional.of(byBasic(authorization.substring(BASIC.length()).strip(), client));
        }
        return cookie.of(request).flatMap(id -> bySession(id, client));
    }

    private Identity identity(String user, Role role, InetAddress client, Identity.Way way) {
        return new Identity(
                new TrustedName(user), NetworkAddress.of(client), role, tokens.digest(user), way);
    }

    private Optional<Identity> byProxy(Context request, InetAddress client) {
        ProxyConfig proxy = config.proxy();
        if (!proxy.enabled()) {
            return Optional.empty();
        }
        List<String> names = values(request, proxy.userHeader());
        if (names.isEmpty()) {
            return Optional.empty();
        }
        if (!proxy.trusts(source.peer(request))) {
            throw new ForbiddenResponse(
                    "only the proxy of web.proxy.trusted-addresses may send " + proxy.userHeader());
        }
        source.checkHost(request, true);
        if (names.size() > 1 || !PROXY_USER.matcher(names.get(0)).matches()) {
            throw new ForbiddenResponse(proxy.userHeader() + " is not one valid name of a user");
        }
        Role role = proxyRole(request, names.get(0));
        return Optional.of(identity(names.get(0), role, client, Identity.Way.PROXY));
    }

    private Role proxyRole(Context request, String name) {
        ProxyConfig proxy = config.proxy();
        if (proxy.roleHeader().isEmpty()) {
            return proxy.operators().contains(name) ? Role.OPERATOR : Role.VIEWER;
        }
        List<String> roles = values(request, proxy.roleHeader());
        for (Role role : Role.values()) {
            if (roles.size() == 1 && role.name().equalsIgnoreCase(roles.get(0))) {
                return role;
            }
        }
        throw new ForbiddenResponse(
                "this user has no role here: "
                        + proxy.roleHeader()
                        + " must be viewer or operator");
    }

    private static List<String> values(Context request, String header) {
        return Collections.list(request.req().getHeaders(header));
    }

    private Identity byBasic(String encoded, InetAddress client) {
        String text = decoded(encoded);
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new UnauthorizedResponse("the HTTP Basic credentials are not valid");
        }
        Logins.Result result =
                logins.checkBasic(text.substring(0, colon), text.substring(colon + 1), client);
        User user = result.user().orElseThrow(() -> refusal(result));
        return identity(user.name(), user.role(), client, Identity.Way.BASIC);
    }

    private static String decoded(String encoded) {
        if (encoded.length() > MAX_CREDENTIALS) {
            return "";
        }
        try {
            return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private Optional<Identity> bySession(String id, InetAddress client) {
        Optional<Sessions.Found> found = sessions.use(id);
        Optional<User> user = found.flatMap(session -> users.current(session.user()));
        if (found.isEmpty() || user.isEmpty()) {
            sessions.close(id);
            return Optional.empty();
        }
        return Optional.of(
                new Identity(
                        new TrustedName(user.get().name()),
                        NetworkAddress.of(client),
                        user.get().role(),
                        found.get().csrf(),
                        Identity.Way.SESSION));
    }

    /** Whether the session, if the request has one, is still valid; does not count as a use. */
    boolean isCurrent(Context request) {
        if (Identity.of(request).way() != Identity.Way.SESSION) {
            return true;
        }
        return cookie.of(request).flatMap(sessions::user).flatMap(users::current).isPresent();
    }

    /** The response to a login that did not succeed. */
    static HttpResponseException refusal(Logins.Result result) {
        return switch (result.outcome()) {
            case LOCKED ->
                    new HttpResponseException(
                            HttpStatus.TOO_MANY_REQUESTS.getCode(),
                            "too many failed logins: try again in "
                                    + DurationText.of(result.remaining()));
            case BUSY ->
                    new HttpResponseException(
                            HttpStatus.SERVICE_UNAVAILABLE.getCode(),
                            "too many logins at the same time: try again");
            default -> new UnauthorizedResponse("the user name or the password is wrong");
        };
    }
}
