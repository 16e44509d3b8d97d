package org.brixianode.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The file path in the URL of an embedded H2 database. */
final class DatabaseUrl {

    private static final String EMBEDDED = "jdbc:h2:file:";

    /**
     * The URL with an absolute path; a URL of another database, or one that the queue refuses, is
     * unchanged.
     */
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
