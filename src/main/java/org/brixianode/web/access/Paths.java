package org.brixianode.web.access;

import java.util.Set;
import java.util.regex.Pattern;

/** The paths that need no login, and those that change nothing though their method is POST. */
final class Paths {

    static final String LOGIN = "/login";
    static final String SESSION = "/api/v1/session";
    static final String METRICS = "/metrics";

    private static final Set<String> HEALTH = Set.of("/health/live", "/health/ready");

    private static final Set<String> OPEN = Set.of(LOGIN, "/favicon.ico");

    /** A search is a POST, since a URL must not contain patient data. */
    private static final Set<String> SEARCHES = Set.of("/api/v1/jobs/search");

    private static final Pattern ASSET =
            Pattern.compile("/assets(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");

    private static final Pattern INTERFACE = Pattern.compile("/(?:api|health|metrics)(?:/.*)?");

    static boolean isHealth(String path) {
        return HEALTH.contains(path);
    }

    /** Files of the page, the same for everybody. */
    static boolean isAsset(String path) {
        return ASSET.matcher(path).matches();
    }

    static boolean isOpen(String path) {
        return isHealth(path) || isAsset(path) || OPEN.contains(path);
    }

    static boolean isSearch(String path) {
        return SEARCHES.contains(path);
    }

    /** Whether a browser shows the path as a page. */
    static boolean isPage(String path) {
        return !isAsset(path) && !INTERFACE.matcher(path).matches();
    }

    private Paths() {}
}
