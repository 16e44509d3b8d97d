package org.brixianode.web.access;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import java.net.InetAddress;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.brixianode.study.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from: its address, and whether a page of another site made it through a
 * user's browser.
 */
final class RequestSource {

    /** A host name or address, with or without a port. */
    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(?::\\d{1,5})?");

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[.*]");

    private static final Set<String> OTHER_SITES = Set.of("cross-site", "same-site");

    /** What reverse proxies add to a request, in lower case. */
    private static final Pattern OF_PROXY =
            Pattern.compile("forwarded|via|x-real-ip|x-forwarded-.*");

    private static final int MAX_SHOWN = 100;

    private final AccessConfig config;

    RequestSource(AccessConfig config) {
        this.config = config;
    }

    /** The address of the client; behind a trusted proxy the one that the proxy names. */
    InetAddress client(Context request) {
        InetAddress peer = peer(request);
        String forwarded = request.header("X-Forwarded-For");
        if (forwarded == null || !config.proxy().trusts(peer)) {
            return peer;
        }
        String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        return AddressRange.literal(last).orElse(peer);
    }

    /** The address at the other end of the connection. */
    InetAddress peer(Context request) {
        String text = request.req().getRemoteAddr().replaceAll("^\\[|%.*$|]$", "");
        return AddressRange.literal(text)
                .orElseThrow(() -> new ForbiddenResponse("the request has no IP address"));
    }

    /** Whether the browser uses TLS, to the node or to a trusted proxy. */
    boolean isSecure(Context request) {
        return config.tls().isPresent()
                || "https".equals(request.header("X-Forwarded-Proto"))
                        && config.proxy().trusts(peer(request));
    }

    /**
     * Refuses a request for another host name. With DNS rebinding, a page of another site makes its
     * own name resolve to this machine.
     *
     * @param addresses whether a Host header with any IP address is accepted, which no site's name
     *     resolves to
     */
    void checkHost(Context request, boolean addresses) {
        String host = hostName(request.header("Host"));
        boolean own =
                LOOPBACK.matcher(host).matches()
                        || config.hostNames().contains(host)
                        || addresses && ADDRESS.matcher(host).matches();
        if (!own) {
            throw new ForbiddenResponse(
                    config.isLocal()
                            ? "without web.users this interface serves requests to localhost only"
                            : "the host name of the request is not one of web.host-names");
        }
    }

    /**
     * Refuses a request that a reverse proxy passes on: its address is that of the proxy, and not
     * of who sits at this machine. A proxy that adds no header is recognised if it uses HTTP/1.0,
     * as nginx does where its configuration names no other version.
     */
    void checkDirect(Context request) {
        boolean passedOn =
                "HTTP/1.0".equals(request.req().getProtocol())
                        || Collections.list(request.req().getHeaderNames()).stream()
                                .map(name -> name.toLowerCase(Locale.ROOT))
                                .anyMatch(name -> OF_PROXY.matcher(name).matches());
        if (passedOn) {
            throw new ForbiddenResponse(
                    "a reverse proxy passed this request on: it needs web.users or web.proxy");
        }
    }

    /** The name or address of a Host header in lower case, without the port; empty if not valid. */
    private static String hostName(@Nullable String authority) {
        if (authority == null) {
            return "";
        }
        Matcher matcher = AUTHORITY.matcher(authority.toLowerCase(Locale.ROOT));
        return matcher.matches() ? matcher.group(1) : "";
    }

    /**
     * Refuses a request that a page of another origin makes. A link from another site to a page is
     * followed.
     */
    void checkOrigin(Context request) {
        String origin = request.header("Origin");
        if (origin != null && !isOwn(origin, request)) {
            throw new ForbiddenResponse(
                    "a page of another origin, %s, made this request; if the node is behind a proxy, add the host name to web.host-names"
                            .formatted(SafeText.line(origin, MAX_SHOWN)));
        }
        String site = Optional.ofNullable(request.header("Sec-Fetch-Site")).orElse("none");
        if (OTHER_SITES.contains(site) && !isLink(request)) {
            throw new ForbiddenResponse("a page of another site made this request");
        }
    }

    private boolean isOwn(String origin, Context request) {
        String text = origin.toLowerCase(Locale.ROOT);
        int scheme = text.indexOf("://");
        if (scheme < 0) {
            return false;
        }
        String authority = text.substring(scheme + "://".length());
        boolean behindProxy = config.proxy().trusts(peer(request));
        if (!behindProxy && !text.startsWith(config.tls().isPresent() ? "https:" : "http:")) {
            return false;
        }
        String host = Optional.ofNullable(request.header("Host")).orElse("");
        return authority.equals(host.toLowerCase(Locale.ROOT))
                || behindProxy && config.hostNames().contains(hostName(authority));
    }

    private static boolean isLink(Context request) {
        return request.req().getMethod().equals("GET")
                && "navigate".equals(request.header("Sec-Fetch-Mode"))
                && "document".equals(request.header("Sec-Fetch-Dest"))
                && Paths.isPage(request.path());
    }
}
