package org.brixianode.ops.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times in the audit trail: ISO 8601, UTC, always with milliseconds, so that lines sort. */
final class AuditTime {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    static String text(Instant at) {
        return FORMAT.format(at);
    }

    private AuditTime() {}
}
