package org.brixianode.ops;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.brixianode.study.PrivateFiles;

/**
 * A file of log lines that only its owner can read: a new one is started every day (UTC) and when
 * it is full; the oldest are deleted by age and total size.
 *
 * @param name name of the current file without {@code .log}; older ones are named {@code
 *     NAME-DATE.NUMBER.log}
 * @param keep age after which a file is deleted, in whole days
 * @param fileBytes size at which a new file is started
 * @param totalBytes size of all files above which the oldest are deleted
 */
public record RollingFile(
        Path folder, String name, Duration keep, long fileBytes, long totalBytes) {

    /**
     * Opens the file.
     *
     * @param pattern layout of a line, as in logback.xml
     * @throws IOException if the file cannot be written
     */
    public Appender<ILoggingEvent> open(LoggerContext context, String pattern) throws IOException {
        PrivateFiles.createFolders(folder);
        Path file = folder.resolve(name + ".log");
        PrivateFiles.createFile(file);
        // Logback does not report a file that it cannot write.
        Files.newOutputStream(file, StandardOpenOption.APPEND).close();
        RollingFileAppender<ILoggingEvent> appender = new PrivateAppender();
        appender.setContext(context);
        appender.setName(name);
        appender.setFile(file.toString());
        appender.setRollingPolicy(rolling(context, appender));
        appender.setEncoder(lines(context, pattern));
        appender.start();
        if (!appender.isStarted()) {
            throw new IOException(file + " cannot be opened");
        }
        return appender;
    }

    private SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling(
            LoggerContext context, RollingFileAppender<ILoggingEvent> appender) {
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
        policy.setContext(context);
        policy.setParent(appender);
        policy.setFileNamePattern(folder.resolve(name + "-%d{yyyy-MM-dd, UTC}.%i.log").toString());
        policy.setMaxHistory((int) keep.toDays());
        policy.setMaxFileSize(new FileSize(fileBytes));
        policy.setTotalSizeCap(new FileSize(totalBytes));
        policy.setCleanHistoryOnStart(true);
        policy.start();
        return policy;
    }

    private static PatternLayoutEncoder lines(LoggerContext context, String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern);
        encoder.start();
        return encoder;
    }
}
