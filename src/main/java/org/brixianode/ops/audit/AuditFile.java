package org.brixianode.ops.audit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.brixianode.ops.PrivateAppender;
import org.brixianode.study.PrivateFiles;
import org.slf4j.LoggerFactory;

/**
 * Writes the audit trail to separate files: a new one every day and after {@value
 * #LARGEST_FILE_MIB} MiB; the oldest are deleted after {@value #DAYS_KEPT} days or when their total
 * size exceeds {@value #LARGEST_TRAIL_MIB} MiB.
 */
public final class AuditFile {

    private static final int DAYS_KEPT = 400;
    private static final int LARGEST_FILE_MIB = 50;
    private static final int LARGEST_TRAIL_MIB = 5000;

    private static final String APPENDER = "AUDIT";

    /**
     * @param folder created if missing
     * @throws IOException if the trail cannot be written there
     */
    public static void open(Path folder) throws IOException {
        PrivateFiles.createFolders(folder);
        Path file = folder.resolve("audit.log");
        PrivateFiles.createFile(file);
        // Logback does not report a file that it cannot write.
        Files.newOutputStream(file, StandardOpenOption.APPEND).close();
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        RollingFileAppender<ILoggingEvent> appender = new PrivateAppender();
        appender.setContext(context);
        appender.setName(APPENDER);
        appender.setFile(file.toString());
        appender.setRollingPolicy(rolling(context, appender, folder));
        appender.setEncoder(lines(context));
        appender.start();
        if (!appender.isStarted()) {
            throw new IOException(file + " cannot be opened");
        }
        Logger audit = context.getLogger(Audit.LOGGER);
        audit.detachAppender(APPENDER);
        audit.setAdditive(false);
        audit.setLevel(ch.qos.logback.classic.Level.INFO);
        audit.addAppender(appender);
    }

    private static SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling(
            LoggerContext context, RollingFileAppender<ILoggingEvent> appender, Path folder) {
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
        policy.setContext(context);
        policy.setParent(appender);
        policy.setFileNamePattern(folder.resolve("audit-%d{yyyy-MM-dd, UTC}.%i.log").toString());
        policy.setMaxHistory(DAYS_KEPT);
        policy.setMaxFileSize(mib(LARGEST_FILE_MIB));
        policy.setTotalSizeCap(mib(LARGEST_TRAIL_MIB));
        policy.start();
        return policy;
    }

    private static FileSize mib(int count) {
        return new FileSize(count * FileSize.MB_COEFFICIENT);
    }

    /** The layout without a time, which the JSON object contains. */
    private static PatternLayoutEncoder lines(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%msg%n");
        encoder.start();
        return encoder;
    }

    private AuditFile() {}
}
