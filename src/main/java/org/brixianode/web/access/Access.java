package org.brixianode.web.access;

import io.javalin.config.JavalinConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.brixianode.ops.Events;
import org.brixianode.ops.Role;

/**
 * Decides about each request before its handler: refuses forged ones, recognises the user, and
 * requires a login, the role and the token that the request needs. A path that is not listed as
 * open needs a login; a method that is not listed as reading needs the role operator and a token.
 */
public final class Access implements Consumer<JavalinConfig> {

    /** Header of the token, which a page of another site cannot send. */
    static final String TOKEN = "X-CSRF-Token";

    private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";

    /** Resource with the page of the login. */
    private static final String LOGIN_PAGE = "/org/brixianode/web/page/login.html";

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final AccessConfig config;
    private final RequestSource source;
    private final Users users;
    private final Authenticator authenticator;
    private final SessionHandlers handlers;

    /**
     * @param clock for the expiry of sessions and locks
     */
    public Access(AccessConfig config, Events events, Clock clock) {
        this.config = config;
        this.source = new RequestSource(config);
        this.users = new Users(config.users());
        SessionCookie cookie = new SessionCookie(source);
        Sessions sessions = new Sessions(config.session(), clock);
        Logins logins = new Logins(users, config.lockOut(), events, clock);
        this.authenticator = new Authenticator(config, source, users, logins, sessions, cookie);
        this.handlers = new SessionHandlers(config, source, logins, sessions, cookie, events);
    }

    @Override
    public void accept(JavalinConfig javalin) {
        javalin.routes.before(this::check);
        javalin.routes.get(Paths.LOGIN, Access::loginPage);
        javalin.routes.get(Paths.SESSION, handlers::show);
        javalin.routes.post(Paths.SESSION, handlers::open);
        javalin.routes.delete(Paths.SESSION, handlers::close);
    }

    /** Users who are removed or have another password are logged out. */
    public void replaceUsers(List<User> configured) {
        users.replace(configured);
    }

    /**
     * Whether a request that lasts, such as a stream of events, may go on: its session has not
     * ended.
     */
    public boolean mayContinue(Context request) {
        return authenticator.isCurrent(request);
    }

    private void check(Context request) {
        SecureHeaders.set(request, source.isSecure(request));
        checkMethod(request);
        source.checkOrigin(request);
        if (!config.hostNames().isEmpty() && !Paths.isHealth(request.path())) {
            source.checkHost(request, false);
        }
        Optional<Identity> found =
                isLogin(request) ? Optional.empty() : authenticator.identify(request);
        found.ifPresent(identity -> identity.attachTo(request));
        if (isOpen(request)) {
            return;
        }
        if (found.isEmpty() && isReading(request) && Paths.isPage(request.path())) {
            toLogin(request);
            return;
        }
        Identity identity = Identity.of(request);
        checkToken(request, identity);
        checkRole(request, identity);
    }

    /** A handler is chosen by this header, if it is present, and not by the method. */
    private static void checkMethod(Context request) {
        if (request.header(METHOD_OVERRIDE) != null) {
            throw new BadRequestResponse("the header " + METHOD_OVERRIDE + " is not accepted");
        }
    }

    private static void loginPage(Context request) {
        InputStream page = Access.class.getResourceAsStream(LOGIN_PAGE);
        if (page == null) {
            throw new NotFoundResponse("there is no page of login");
        }
        request.contentType("text/html; charset=utf-8").result(page);
    }

    /** Relative, since a reverse proxy may add a path before. */
    private static void toLogin(Context request) {
        long depth = request.path().chars().filter(c -> c == '/').count() - 1;
        request.status(HttpStatus.SEE_OTHER);
        request.header("Location", "../".repeat((int) depth) + Paths.LOGIN.substring(1));
        request.skipRemainingHandlers();
    }

    private static boolean isReading(Context request) {
        return READING.contains(request.req().getMethod());
    }

    private static boolean isSession(Context request) {
        return request.path().equals(Paths.SESSION);
    }

    private boolean isLogin(Context request) {
        return !config.isLocal() && isSession(request) && request.req().getMethod().equals("POST");
    }

    private boolean isOpen(Context request) {
        if (isLogin(request)) {
            return true;
        }
        return isReading(request)
                && (Paths.isOpen(request.path())
                        || config.openMetrics() && request.path().equals(Paths.METRICS));
    }

    /** Credentials of HTTP Basic are sent by scripts, not by a page through a browser. */
    private static void checkToken(Context request, Identity identity) {
        if (isReading(request) || identity.way() == Identity.Way.BASIC) {
            return;
        }
        String token = Optional.ofNullable(request.header(TOKEN)).orElse("");
        if (!Secrets.same(token, identity.csrf())) {
            throw new ForbiddenResponse(
                    "the header " + TOKEN + " is missing or not valid: GET /api/v1/session has it");
        }
    }

    private static void checkRole(Context request, Identity identity) {
        boolean reads = isReading(request) || Paths.isSearch(request.path()) || isSession(request);
        if (!reads && identity.role() != Role.OPERATOR) {
            throw new ForbiddenResponse("this needs the role operator");
        }
    }
}
