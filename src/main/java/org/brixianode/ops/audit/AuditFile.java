package org.brixianode.ops.audit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Path;
import org.brixianode.ops.RollingFile;
import org.slf4j.LoggerFactory;

/**
 * Writes the audit trail to separate files: {@code audit.log} with a JSON object a line, and {@code
 * audit-atna.log} with a message of PS3.15 A.5 a line.
 */
public final class AuditFile {

    /** The lines contain their time. */
    private static final String LINE = "%msg%n";

    /**
     * @param folder created if missing
     * @throws IOException if the trail cannot be written there
     */
    public static void open(Path folder, AuditConfig config) throws IOException {
        open(folder, config, Audit.LOGGER, "audit", LINE);
        open(folder, config, AtnaTrail.LOGGER, "audit-atna", LINE);
    }

    private static void open(
            Path folder, AuditConfig config, String logger, String name, String pattern)
            throws IOException {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        RollingFile file =
                new RollingFile(
                        folder, name, config.keep(), config.fileBytes(), config.totalBytes());
        Logger audit = context.getLogger(logger);
        audit.detachAndStopAllAppenders();
        audit.setAdditive(false);
        audit.setLevel(Level.INFO);
        audit.addAppender(file.open(context, pattern));
    }

    private AuditFile() {}
}
