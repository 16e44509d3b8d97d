package org.brixianode.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.api.AlarmJson;
import org.brixianode.ops.Alarm;
import org.brixianode.ops.JsonLine;
import org.brixianode.study.DurationText;
import org.brixianode.study.PrivateFiles;
import org.brixianode.study.SafeText;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The active alarms of a node; a running node writes them to a file in storage.dir, so that
 * commands can show them.
 *
 * @param running whether the node ran on; false if this is the state at its stop
 * @param checkedAt when they were written
 * @param interval time until they are written again
 * @param alarms the most severe first, then the oldest
 */
public record AlarmState(
        boolean running, Instant checkedAt, Duration interval, List<Entry> alarms) {

    /** Copies the list. */
    public AlarmState {
        alarms = List.copyOf(alarms);
    }

    /**
     * An active alarm as it is read; its code may be of another release.
     *
     * @param since when its condition began
     */
    public record Entry(String code, String severity, String subject, Instant since, String text) {

        static Entry of(Alarm alarm) {
            return new Entry(
                    alarm.kind().code(),
                    alarm.kind().severity().name(),
                    alarm.subject().value(),
                    alarm.since(),
                    alarm.text());
        }

        private static Entry read(JsonNode json) {
            return new Entry(
                    word(json, "code"),
                    word(json, "severity"),
                    SafeText.line(json.required("subject").asString(), MAX_TEXT),
                    Instant.parse(json.required("since").asString()),
                    SafeText.line(json.required("text").asString(), MAX_TEXT));
        }

        private static String word(JsonNode json, String name) {
            return SafeText.line(json.required(name).asString(), MAX_WORD);
        }

        private String line(Instant now) {
            return "  %-7s  %s (%s) for %s: %s"
                    .formatted(
                            severity,
                            code,
                            subject,
                            DurationText.of(Duration.between(since, now)),
                            text);
        }
    }

    /** Name of the file, one JSON object. */
    static final String FILE = "alarms.json";

    /** The file is written under this name first; a backup leaves such files out. */
    private static final String PART = FILE + ".part";

    private static final String STOPPED = "STOPPED";

    private static final int MAX_TEXT = 1000;

    private static final int MAX_WORD = 64;

    /**
     * Replaces the file atomically.
     *
     * @param folder storage.dir
     */
    static void write(
            Path folder, boolean running, Instant checkedAt, Duration interval, List<Alarm> alarms)
            throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("state", running ? "RUNNING" : STOPPED);
        fields.put("checkedAt", checkedAt.toString());
        fields.put("intervalMs", interval.toMillis());
        fields.putAll(AlarmJson.of(alarms));
        Path part = folder.resolve(PART);
        Files.deleteIfExists(part);
        PrivateFiles.createFile(part);
        Files.writeString(part, JsonLine.of(fields) + "\n");
        Files.move(
                part,
                folder.resolve(FILE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Reads the alarms, with control characters replaced and long texts truncated; empty if no node
     * has run with this folder, or the file is invalid.
     *
     * @param folder storage.dir
     */
    public static Optional<AlarmState> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
            List<Entry> alarms = new ArrayList<>();
            for (JsonNode one : json.required("items")) {
                alarms.add(Entry.read(one));
            }
            return Optional.of(
                    new AlarmState(
                            !json.required("state").asString().equals(STOPPED),
                            Instant.parse(json.required("checkedAt").asString()),
                            Duration.ofMillis(json.required("intervalMs").asLong()),
                            alarms));
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * A line that begins with "alarms", and one for each alarm. What the node has not tested any
     * more is as old as at its last test.
     */
    public List<String> lines(Instant now) {
        LastCheck check = new LastCheck(checkedAt, interval);
        boolean current = running && !check.isStale(now);
        List<String> lines = new ArrayList<>();
        lines.add("alarms " + heading(now, check));
        Instant known = current ? now : checkedAt;
        alarms.forEach(alarm -> lines.add(alarm.line(known)));
        return lines;
    }

    private String heading(Instant now, LastCheck check) {
        if (!running) {
            return "%s when the node was stopped at %s".formatted(count(), checkedAt);
        }
        if (check.isStale(now)) {
            return "%s %s ago, at %s, NOT TESTED since: the node does not run, or hangs"
                    .formatted(count(), check.age(now), checkedAt);
        }
        return "%s, tested %s ago, at %s".formatted(count(), check.age(now), checkedAt);
    }

    private String count() {
        return alarms.isEmpty() ? "none" : alarms.size() + " active";
    }
}
