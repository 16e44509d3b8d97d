package org.brixianode.ops.audit;

import java.time.Duration;
import java.util.Optional;
import org.brixianode.study.SafeText;

/**
 * What the audit trail contains, how long it is kept and where it is sent.
 *
 * @param keep age after which its files are deleted
 * @param fileBytes size at which a new file is started
 * @param totalBytes size of all files of one format above which the oldest are deleted
 * @param sourceId Audit Source ID of the messages; empty: the node's AE title
 * @param site Audit Enterprise Site ID of the messages; may be empty
 * @param patientIds whether the messages contain the Patient ID
 */
public record AuditConfig(
        Duration keep,
        long fileBytes,
        long totalBytes,
        String sourceId,
        String site,
        boolean patientIds,
        Optional<SyslogConfig> syslog) {

    private static final Duration MIN_KEEP = Duration.ofDays(1);
    private static final long MIN_FILE = 64 << 10;
    private static final int MAX_NAME = 64;

    /**
     * @throws IllegalArgumentException if a value is out of range
     */
    public AuditConfig {
        if (keep.compareTo(MIN_KEEP) < 0) {
            throw new IllegalArgumentException("audit.keep must be 1 day or more");
        }
        if (fileBytes < MIN_FILE) {
            throw new IllegalArgumentException("audit.file-size must be 64 KiB or more");
        }
        if (totalBytes < fileBytes) {
            throw new IllegalArgumentException("audit.total-size must be audit.file-size or more");
        }
        requireName("source-id", sourceId);
        requireName("site", site);
    }

    private static void requireName(String key, String value) {
        if (!SafeText.line(value, MAX_NAME).equals(value)) {
            throw new IllegalArgumentException(
                    "audit.%s must be one line of up to %d characters".formatted(key, MAX_NAME));
        }
    }
}
