package org.brixianode.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a node has written into one of its logs. A new file is begun at midnight, so that a test
 * that looks into the current one alone fails then.
 */
public final class LogLines {

    /**
     * The lines of all files, the first one first; none before there is a file.
     *
     * @param folder that of the log
     * @param name of the current file without {@code .log}
     */
    public static List<String> of(Path folder, String name) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(
                            file ->
                                    file.getFileName()
                                            .toString()
                                            .matches(name + "-[0-9-]{10}\\.\\d+\\.log"))
                    .sorted()
                    .forEach(files::add);
        }
        Path current = folder.resolve(name + ".log");
        if (Files.exists(current)) {
            files.add(current);
        }
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            // A character may be cut off at the end while the node writes.
            text.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        }
        return split(text.toString());
    }

    /** The lines of a text, of which each ends with a line feed; any other control stays in it. */
    public static List<String> split(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }

    /**
     * How many events of a kind the audit trail has.
     *
     * @param storage the node's folder
     */
    public static long audited(Path storage, String event) throws IOException {
        return of(storage.resolve("audit"), "audit").stream()
                .filter(line -> line.contains("\"event\":\"" + event + "\""))
                .count();
    }

    private LogLines() {}
}
