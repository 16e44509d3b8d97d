package org.brixianode.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.brixianode.ops.JsonLine;
import org.brixianode.study.PrivateFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether a node could accept images at its last check; a running node writes it to a file in
 * storage.dir.
 *
 * @param kind the state
 * @param checkedAt time of the check
 * @param interval time until the next check
 * @param since when the failure began
 * @param reason the cause of the failure
 */
public record IntakeState(
        Kind kind,
        Instant checkedAt,
        Duration interval,
        Optional<Instant> since,
        Optional<String> reason) {

    /** The state of the intake. */
    public enum Kind {
        OK,
        FAILING,
        STOPPED
    }

    /** Name of the file, one JSON object. */
    static final String FILE = "intake.json";

    /** Fixed length of the file, so that it can be overwritten on a full disk. */
    private static final int FILE_BYTES = 4096;

    private static final int MAX_REASON = 1000;

    /** Overwrites the file. */
    void write(Path folder) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("state", kind);
        fields.put("checkedAt", checkedAt.toString());
        fields.put("intervalMs", interval.toMillis());
        since.ifPresent(at -> fields.put("since", at.toString()));
        reason.ifPresent(text -> fields.put("reason", clip(text)));
        byte[] json = (JsonLine.of(fields) + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(Math.max(FILE_BYTES, json.length)).put(json);
        while (buffer.hasRemaining()) {
            buffer.put((byte) ' ');
        }
        Path target = folder.resolve(FILE);
        try (FileChannel file =
                FileChannel.open(
                        target,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        PrivateFiles.fileAttributes(target))) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
        }
    }

    private static String clip(String text) {
        return text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON) + "…";
    }

    /**
     * Reads the state; empty if no node has run with this folder, or the file is invalid.
     *
     * @param folder storage.dir
     */
    public static Optional<IntakeState> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = JsonMapper.shared().readTree(Files.readString(file).strip());
            return Optional.of(
                    new IntakeState(
                            Kind.valueOf(json.required("state").asString()),
                            Instant.parse(json.required("checkedAt").asString()),
                            Duration.ofMillis(json.required("intervalMs").asLong()),
                            text(json, "since").map(Instant::parse),
                            text(json, "reason")));
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(JsonNode json, String name) {
        return Optional.ofNullable(json.get(name)).map(JsonNode::asString);
    }

    /** Whether a running node cannot accept images. */
    public boolean isFailing(Instant now) {
        return kind == Kind.FAILING && !isStale(now);
    }

    private boolean isStale(Instant now) {
        return check().isStale(now);
    }

    private String age(Instant now) {
        return check().age(now);
    }

    private LastCheck check() {
        return new LastCheck(checkedAt, interval);
    }

    /** The state as text, for a line that begins with "intake". */
    public String text(Instant now) {
        if (kind == Kind.STOPPED) {
            return "no node runs: it was stopped at " + checkedAt;
        }
        if (isStale(now)) {
            return "NOT TESTED for %s, since %s: the node does not run, or hangs"
                    .formatted(age(now), checkedAt);
        }
        return kind == Kind.OK
                ? "ok, tested %s ago, at %s".formatted(age(now), checkedAt)
                : "FAILING since %s, tested at %s: %s"
                        .formatted(
                                since.map(Instant::toString).orElse("its start"),
                                checkedAt,
                                reason.orElse("no reason given"));
    }
}
