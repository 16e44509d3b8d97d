package org.brixianode.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The path in the url of an embedded database. */
final class DatabaseUrl {

    private static final String EMBEDDED = "jdbc:h2:file:";

    /** With the path absolute; another url, and one that the queue refuses, stays as it is. */
    static String absolute(String url, Path home) {
        if (!url.startsWith(EMBEDDED)) {
            return url;
        }
        int end = url.indexOf(';') < 0 ? url.length() : url.indexOf(';');
        String path = url.substring(EMBEDDED.length(), end);
        if (path.isBlank() || path.startsWith("~")) {
            return url;
        }
        try {
            return EMBEDDED + home.resolve(path).normalize() + url.substring(end);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("url holds no path: " + e.getReason(), e);
        }
    }

    private DatabaseUrl() {}
}
