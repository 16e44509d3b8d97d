package org.brixianode.queue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * The location of an embedded database, from its URL.
 *
 * @param database absolute path without H2's file suffix
 * @param settings the settings in the URL, each with a leading semicolon
 */
record H2Location(Path database, String settings) {

    static final String PREFIX = "jdbc:h2:file:";

    /** The suffix of H2's file. */
    private static final String FILE_SUFFIX = ".mv.db";

    private static final String ACCESS_SUFFIX = ".door";

    /** All other settings affect durability, locking or semantics, and are set by the queue. */
    private static final Set<String> ALLOWED_SETTINGS = Set.of("CACHE_SIZE");

    static boolean matches(String url) {
        return url.startsWith(PREFIX);
    }

    static List<String> problemsOf(String url) {
        List<String> problems = new ArrayList<>();
        String[] parts = url.substring(PREFIX.length()).split(";");
        if (parts[0].isBlank() || parts[0].startsWith("~")) {
            problems.add("url needs a path after " + PREFIX + ", and no '~' in front of it");
        }
        for (int i = 1; i < parts.length; i++) {
            String name = parts[i].replaceFirst("=.*", "").strip().toUpperCase(Locale.ROOT);
            if (!ALLOWED_SETTINGS.contains(name)) {
                problems.add(
                        "url must not set %s: the queue sets it"
                                .formatted(
                                        parts[i].contains("=") && name.matches("[A-Z_]+")
                                                ? name
                                                : "anything else"));
            }
        }
        return problems;
    }

    static H2Location of(String url) {
        String rest = url.substring(PREFIX.length());
        int semicolon = rest.indexOf(';');
        String path = semicolon < 0 ? rest : rest.substring(0, semicolon);
        String settings = semicolon < 0 ? "" : rest.substring(semicolon);
        return new H2Location(Path.of(path).toAbsolutePath().normalize(), settings);
    }

    Path folder() {
        return Objects.requireNonNull(database.getParent());
    }

    /** The file that H2 writes. */
    Path file() {
        return sibling(FILE_SUFFIX);
    }

    /** H2's trace file. */
    Path trace() {
        return sibling(".trace.db");
    }

    /** The file in which a running node writes how to connect to its H2 server. */
    Path accessFile() {
        return sibling(ACCESS_SUFFIX);
    }

    private Path sibling(String suffix) {
        return database.resolveSibling(database.getFileName() + suffix);
    }
}
