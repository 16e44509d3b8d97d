package org.brixianode.backup;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first entry of a backup, which tells what it is.
 *
 * @param release the release that wrote it
 * @param createdAt when it was begun
 * @param nodeName {@code database.node-name} of the node
 * @param database whether the archive holds the embedded database
 */
public record BackupManifest(String release, Instant createdAt, String nodeName, boolean database) {

    /** Its name in the archive. */
    static final String ENTRY = "brixia-node-backup.json";

    /** The layout of the archive; a release refuses a layout that it does not know. */
    static final int FORMAT = 1;

    byte[] toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("format", FORMAT);
        fields.put("release", release);
        fields.put("createdAt", createdAt.toString());
        fields.put("nodeName", nodeName);
        fields.put("database", database);
        return JsonMapper.shared().writeValueAsBytes(fields);
    }

    /**
     * @throws IOException if this is no manifest, or one of a layout that this release does not
     *     know
     */
    static BackupManifest ofJson(byte[] json) throws IOException {
        Map<String, Object> fields;
        try {
            fields = JsonMapper.shared().readValue(json, new TypeReference<>() {});
        } catch (JacksonException e) {
            throw new IOException("its " + ENTRY + " is damaged", e);
        }
        if (!Integer.valueOf(FORMAT).equals(fields.get("format"))) {
            throw new IOException(
                    "it was written by release %s, whose format this release does not know"
                            .formatted(fields.get("release")));
        }
        try {
            return new BackupManifest(
                    String.valueOf(fields.get("release")),
                    Instant.parse(String.valueOf(fields.get("createdAt"))),
                    String.valueOf(fields.get("nodeName")),
                    Boolean.TRUE.equals(fields.get("database")));
        } catch (DateTimeParseException e) {
            throw new IOException("its " + ENTRY + " is damaged", e);
        }
    }
}
