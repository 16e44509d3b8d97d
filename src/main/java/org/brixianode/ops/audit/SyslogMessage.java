package org.brixianode.ops.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Writes an audit message as a syslog message (RFC 5424, PS3.15 A.6). */
final class SyslogMessage {

    /** Facility 10 (security/authorization) with severity 5, notice (PS3.15 A.6). */
    private static final int NOTICE = 10 * 8 + 5;

    /** Severity 4, warning, for a failure. */
    private static final int WARNING = 10 * 8 + 4;

    private static final String APP_NAME = "brixia-node";

    /** PS3.15 A.6. */
    private static final String MSG_ID = "DICOM+RFC3881";

    /** A MSG in UTF-8 begins with the byte order mark (RFC 5424 6.4). */
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private static final int MAX_HOST = 255;

    private final String host;
    private final long process;

    SyslogMessage(AuditNames names) {
        this.host = printable(names.host());
        this.process = names.process();
    }

    /** HOSTNAME is printable ASCII of up to 255 characters, or the nil value (RFC 5424 6). */
    private static String printable(String host) {
        String shown = host.replaceAll("[^!-~]", "");
        return shown.isEmpty() ? "-" : shown.substring(0, Math.min(shown.length(), MAX_HOST));
    }

    /** The message without framing, on one line. */
    byte[] of(Instant at, AuditMessage message) {
        boolean success = message.event().outcome() == AuditMessage.Outcome.SUCCESS;
        return "<%d>1 %s %s %s %d %s - %c%s"
                .formatted(
                        success ? NOTICE : WARNING,
                        AuditTime.text(at),
                        host,
                        APP_NAME,
                        process,
                        MSG_ID,
                        BYTE_ORDER_MARK,
                        message.toXml())
                .getBytes(StandardCharsets.UTF_8);
    }
}
